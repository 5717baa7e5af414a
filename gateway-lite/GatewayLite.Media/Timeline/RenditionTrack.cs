using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>What is measured of one rendition over the life of a timeline. Guarded by the timeline's lock.</summary>
internal sealed class RenditionTrack(RenditionSpec spec)
{
    private long _peakBitsPerSecond;
    private long _bytes;
    private long _ticks;

    public RenditionSpec Spec => spec;

    public MediaFormat? Format { get; set; }

    public int Width => Format is { Width: > 0 } ? Format.Width : spec.Width;

    public int Height => Format is { Height: > 0 } ? Format.Height : spec.Height;

    public long PeakBitsPerSecond => _ticks == 0 ? spec.BitsPerSecond : _peakBitsPerSecond;

    public long AverageBitsPerSecond => _ticks == 0 ? spec.BitsPerSecond : BitsPerSecond(_bytes, _ticks);

    public void Measure(int bytes, MediaTime duration)
    {
        _bytes += bytes;
        _ticks += duration.Ticks;
        _peakBitsPerSecond = Math.Max(_peakBitsPerSecond, BitsPerSecond(bytes, duration.Ticks));
    }

    private static long BitsPerSecond(long bytes, long ticks) => (long)((Int128)bytes * 8 * MediaTime.TicksPerSecond / ticks);
}
