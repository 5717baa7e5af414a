using System.Text.Json;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Hosting;

/// <summary>An operator who restored the ledger's disk says so.</summary>
public sealed class DeclaredLossTests : IDisposable
{
    private readonly SignerFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Declared_ToARunningSigner_ClosesWhatWasUsedAndNothingElse()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        var before = await signer.PayAsync(Requests.Ai("before"));

        var (code, output, error) = await CommandLine.RunAsync(
            "declare-loss", "--reason", "disk restored", "--cliAddr", signer.Control.BaseAddress!.Authority, "--dataDir", _folder.Path);
        var (_, refusal) = await signer.RefusedAsync(Requests.Ai("after"));
        var refreshed = await signer.PayAsync(Requests.Ai("after", Requests.Orchestrator("refreshed")));
        var repeated = await signer.PayAsync(Requests.Ai("before"));

        Assert.Equal((0, string.Empty), (code, error));
        Assert.Contains("disk restored", output, StringComparison.Ordinal);
        Assert.Equal("nonce_space_closed", refusal.Code);
        Assert.NotEmpty(refreshed.PaymentHeader);
        Assert.Equal(before.PaymentHeader, repeated.PaymentHeader);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_ledger_epoch_changes_total"));
    }

    [Fact]
    public async Task Declared_WithTheProgramDown_HoldsFromTheNextStart()
    {
        await using (var signer = await RunningSigner.StartAsync(_folder))
        {
            await signer.PayAsync(Requests.Ai("before"));
        }

        var (code, output, _) = await CommandLine.RunAsync("declare-loss", "--json", "--cliAddr", "127.0.0.1:9", "--dataDir", _folder.Path);

        await using var again = await RunningSigner.StartAsync(_folder);
        using var answer = JsonDocument.Parse(output);
        var running = (await again.StatusAsync()).GetProperty("ledger").GetProperty("generation").GetInt64();
        Assert.Equal((0, running), (code, answer.RootElement.GetProperty("generation").GetInt64()));
        Assert.Equal("nonce_space_closed", (await again.RefusedAsync(Requests.Ai("after"))).Refusal.Code);
    }

    [Fact]
    public async Task Declared_WithoutAToken_IsRefused()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var nobody = new HttpClient(new SocketsHttpHandler()) { BaseAddress = signer.Control.BaseAddress };

        foreach (var path in new[] { "/declare-loss", "/backup" })
        {
            using var answer = await nobody.PostAsync(path, content: null);
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }
}
