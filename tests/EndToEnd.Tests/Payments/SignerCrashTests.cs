using DevNet.Check;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Payments;

[Collection(nameof(HonestNetwork))]
public sealed class SignerCrashTests(HonestNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Signer_KilledInMidStreamAndStartedAgain_RenditionsComeBackAndNoNonceIsUsedTwice()
    {
        var network = await shared.UseAsync();
        var recording = network.RecordAsync("crash");
        await using var publisher = await network.PublishAsync("crash");
        var before = await network.UntilAsync("crash", "two renditions", stream => stream.RenditionSegments >= 2);

        await network.Network.KillSignerAsync(CancellationToken.None);
        var without = await network.UntilAsync("crash", "two segments without a signer", stream => stream.SourceSegments >= before.SourceSegments + 2);
        await network.Network.StartSignerAsync(CancellationToken.None);

        // More than the segments that could have been paid before the crash.
        _ = await network.UntilAsync("crash", "fresh payments and renditions", stream => stream.RenditionSegments >= without.RenditionSegments + 3 && stream.Tickets > before.Tickets);
        _ = await publisher.StopAsync();
        var recorder = await recording;
        var (seen, balances) = await network.SettledAsync();

        Assert.Empty(recorder.Complaints);
        Assert.Empty(await RecordingCheck.FindingsAsync(recorder.Variants, CancellationToken.None));
        Assert.Empty(MoneyCheck.Findings(seen, balances));
        Assert.All(seen.Orchestrators, orchestrator => Assert.Equal((0, 0), (orchestrator.NonceViolations, orchestrator.NonceRepeats)));
    }
}
