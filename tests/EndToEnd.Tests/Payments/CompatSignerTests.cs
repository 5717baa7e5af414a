using DevNet.Check;
using DevNet.Observation;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Payments;

[Collection(nameof(QuickNetwork))]
public sealed class CompatSignerTests(QuickNetwork shared)
{
    private const int Images = 8;

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Images_PaidThroughGoLivepeersApi_AreCoveredByTicketsThatOrchestratorsAccept()
    {
        var network = await shared.UseAsync();
        await network.QuietAsync();
        var before = await network.LookAsync();
        await using var gateway = await ExtraGateway.StartCompatAsync(network, "compat", network.Network.SignerTokenFile, "--transcodingOptions", "none");
        _ = await Wait.ForAsync("the gateway to be ready", gateway.ReadinessAsync, static said => said.GetProperty("ready").GetBoolean());

        for (var i = 0; i < Images; i++)
        {
            _ = await Wait.ForAsync("an image", () => ImageCheck.FindingsAsync(network.PatientHttp, gateway.Http, CancellationToken.None), static findings => findings.Count == 0);
        }

        var after = await network.LookAsync();
        Assert.True(Sum(after, static orchestrator => orchestrator.AiJobs) >= Sum(before, static orchestrator => orchestrator.AiJobs) + Images);
        Assert.True(Sum(after, static orchestrator => orchestrator.TicketsAccepted) > Sum(before, static orchestrator => orchestrator.TicketsAccepted));
        Assert.All(after.Orchestrators, static orchestrator =>
        {
            Assert.Equal((0, 0, 0), (orchestrator.TicketsRejected, orchestrator.NonceViolations, orchestrator.NonceRepeats));
            Assert.True(Money.Covers(orchestrator.CreditedWei, orchestrator.DebitedWei), $"{orchestrator.Name} was credited {orchestrator.CreditedWei} wei and charged {orchestrator.DebitedWei}");
        });
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Publisher_WhereVideoCannotBePaid_IsDeniedAndTheLogsSayWhy()
    {
        var network = await shared.UseAsync();
        await using var gateway = await ExtraGateway.StartCompatAsync(network, "compat-video", network.Network.SignerTokenFile, "--transcodingOptions", Picture.Profile);

        await using var denied = await network.PublishAsync(new Uri(gateway.Rtmp, "live/unpayable"));
        using var deadline = new CancellationTokenSource(Wait.Patience);
        await denied.WaitForExitAsync(deadline.Token);

        Assert.NotEqual(0, denied.ExitCode);
        Assert.Null(await gateway.StreamAsync("unpayable"));
        Assert.Contains("cannot sign for video segments", await File.ReadAllTextAsync(gateway.Process.LogFile), StringComparison.Ordinal);
    }

    private static long Sum(Seen seen, Func<SeenOrchestrator, long> count) => seen.Orchestrators.Sum(count);
}
