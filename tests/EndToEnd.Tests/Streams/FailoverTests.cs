using DevNet.Check;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Streams;

[Collection(nameof(FaultyNetwork))]
public sealed class FailoverTests(FaultyNetwork shared)
{
    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task OrchestratorInUse_DiesInMidStream_NoSegmentNumberIsLost()
    {
        var network = await shared.UseAsync();
        var recording = network.RecordAsync("failover");
        await using var publisher = await network.PublishAsync("failover");
        var before = await network.UntilAsync("failover", "two renditions", stream => stream.RenditionSegments >= 2);
        var victim = network.IndexOf(before.Orchestrator);
        try
        {
            await network.CrashAsync(victim);

            _ = await network.UntilAsync("failover", "another orchestrator in use", stream => stream.Failovers > before.Failovers && stream.Orchestrator != before.Orchestrator);
            var after = (await network.StreamAsync("failover"))!;
            _ = await network.UntilAsync("failover", "renditions of the other orchestrator", stream => stream.RenditionSegments >= after.RenditionSegments + 2);
            _ = await publisher.StopAsync();
            var recorder = await recording;

            Assert.Empty(recorder.Complaints);
            Assert.Equal(2, recorder.Variants.Count);
            Assert.Empty(await RecordingCheck.FindingsAsync(recorder.Variants, CancellationToken.None));
        }
        finally
        {
            await network.Network.RestartOrchestratorAsync(victim, CancellationToken.None);
        }
    }
}
