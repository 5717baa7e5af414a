using Livepeer.Protos.Net;

namespace DevOrchestrator.Transcoding;

/// <summary>Gives the source back as every rendition. Pixels follow from profile and duration, at 30 frames per second when the profile names no rate.</summary>
internal sealed class CopyTranscoder : ITranscoder
{
    private const uint PassThroughFps = 30;

    public Task<TranscodeOutcome> TranscodeAsync(TranscodeJob job, CancellationToken cancellationToken) =>
        Task.FromResult(TranscodeOutcome.Of([.. job.Profiles.Select(profile => new Rendition(job.Segment.ToArray(), Pixels(profile, job.Duration)))]));

    private static long Pixels(VideoProfile profile, TimeSpan duration)
    {
        long fps = profile.Fps == 0 ? PassThroughFps : profile.Fps;
        long fpsDen = profile.FpsDen == 0 ? 1 : profile.FpsDen;
        var ticksTimesFps = duration.Ticks * fps;
        var frames = Math.Max(1, (ticksTimesFps + (TimeSpan.TicksPerSecond * fpsDen / 2)) / (TimeSpan.TicksPerSecond * fpsDen));
        return frames * profile.Width * profile.Height;
    }
}
