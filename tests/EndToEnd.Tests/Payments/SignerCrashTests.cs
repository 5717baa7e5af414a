using DevNet.Check;
using DevNet.Observation;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Payments;

[Collection(nameof(FaultyNetwork))]
public sealed class SignerCrashTests(FaultyNetwork shared)
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
        var seen = await network.LookAsync();

        Assert.Empty(recorder.Complaints);
        Assert.Empty(await RecordingCheck.FindingsAsync(recorder.Variants, CancellationToken.None));
        // A payment that the signer made for a call already given up has no outcome; it counts as spent after some minutes and is not waited for here.
        Assert.All(seen.Orchestrators, orchestrator =>
        {
            Assert.Equal((0, 0, 0), (orchestrator.TicketsRejected, orchestrator.NonceViolations, orchestrator.NonceRepeats));
            Assert.True(Money.Covers(orchestrator.CreditedWei, orchestrator.DebitedWei), $"{orchestrator.Name} was credited {orchestrator.CreditedWei} wei and charged {orchestrator.DebitedWei}");
        });
    }
}
