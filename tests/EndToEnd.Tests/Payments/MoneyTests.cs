using DevNet.Check;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Payments;

[Collection(nameof(HonestNetwork))]
public sealed class MoneyTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task SignerAndOrchestrators_AfterVideoAndAnImage_AgreeToTheWei()
    {
        var network = await shared.UseAsync();
        var before = await network.LookAsync();
        await using var publisher = await network.PublishAsync("money");
        Assert.Empty(await ImageCheck.FindingsAsync(network.Http, network.Network.GatewayHttp, CancellationToken.None));
        _ = await network.UntilAsync("money", "three renditions", stream => stream.RenditionSegments >= 3);
        _ = await publisher.StopAsync();
        _ = await network.UntilAsync("money", "the end", stream => !stream.Live);

        var (seen, balances) = await network.SettledAsync();

        Assert.Empty(MoneyCheck.Findings(seen, balances));
        Assert.True(seen.Orchestrators.Sum(orchestrator => orchestrator.TicketsAccepted) > before.Orchestrators.Sum(orchestrator => orchestrator.TicketsAccepted));
        Assert.NotEmpty(balances);
        Assert.All(seen.Orchestrators, orchestrator => Assert.Equal(0, orchestrator.NonceRepeats));
    }
}
