using RemoteSigner.Configuration;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

public sealed class StaticChainTests
{
    [Fact]
    public async Task L1Block_GivenWithoutATime_IsTheBlockAtStart()
    {
        using var folder = new SignerFolder();
        var arguments = folder.Arguments(("chain-l1-block", "21000000"));
        arguments.Remove("chain-l1-genesis-unix-seconds");
        Assert.True(SignerOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out var options, out _));
        await using var signer = await RunningSigner.StartAsync(folder, options);

        await signer.PayAsync(Requests.Ai("k"));

        var chain = (await signer.StatusAsync()).GetProperty("chain");
        Assert.InRange(chain.GetProperty("lastSeenL1Block").GetInt64(), 21_000_000, 21_000_010);
    }
}
