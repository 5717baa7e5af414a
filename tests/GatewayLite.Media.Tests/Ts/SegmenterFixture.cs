using GatewayLite.Media.Aac;
using GatewayLite.Media.H264;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Tests.Timeline;
using GatewayLite.Media.Timeline;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Tests.Ts;

/// <summary>A segmenter with small made-up frames.</summary>
internal sealed class SegmenterFixture : IDisposable
{
    /// <summary>1280x720, high profile, level 3.1.</summary>
    public static readonly byte[] Sps = Convert.FromHexString("6764001FACD9405005BB0110000003001000000303C0F1831960");
    public static readonly byte[] Pps = Convert.FromHexString("68EBE3CB22C0");

    private readonly TimelineFixture _timelines;

    public SegmenterFixture(long budgetBytes = 64 << 20)
    {
        _timelines = new TimelineFixture(new LiveStreamsOptions { Timeline = new TimelineOptions { ListedSegments = 50, KeptSegments = 50 } }, budgetBytes);
        Publication = _timelines.Open();
        Segmenter = new TsSegmenter(Publication, _timelines.Memory, TimeSpan.FromSeconds(2), _timelines.Clock, (warning, _) => Warnings.Add(warning));
    }

    public Publication Publication { get; }

    public TsSegmenter Segmenter { get; }

    public List<InputWarning> Warnings { get; } = [];

    public SegmentMemory Memory => _timelines.Memory;

    public IReadOnlyList<SegmentFacts> Segments => Publication.Timeline.Snapshot().Segments;

    public long[] Durations => [.. Segments.Select(segment => segment.Duration.TotalMilliseconds)];

    public static AvcConfiguration Video(byte level = 0x1F, int lengthSize = 4)
    {
        byte[] sps = [.. Sps[..3], level, .. Sps[4..]];
        return AvcConfiguration.Parse([1, 0x64, 0, level, (byte)(0xFC | (lengthSize - 1)), 0xE1, 0, (byte)sps.Length, .. sps, 1, 0, (byte)Pps.Length, .. Pps])!;
    }

    /// <summary>AAC-LC, 48 kHz, stereo.</summary>
    public static AacConfiguration Audio() => AacConfiguration.Parse([0x11, 0x90])!;

    public SegmentFacts this[int index] => Segments[index];

    public SegmenterFixture WithVideo()
    {
        Segmenter.Configure(Video());
        return this;
    }

    public SegmenterFixture WithAudio()
    {
        Segmenter.Configure(Audio());
        return this;
    }

    public SegmenterResult Key(long ms, int composition = 0, int size = 1000) => Segmenter.AddVideo(ms, composition, true, Sample(5, size));

    public SegmenterResult Frame(long ms, int composition = 0, int size = 200) => Segmenter.AddVideo(ms, composition, false, Sample(1, size));

    public SegmenterResult Sound(long ms, int size = 300) => Segmenter.AddAudio(ms, new byte[size]);

    /// <summary>One NAL unit of that type behind a four-byte length.</summary>
    public static byte[] Sample(byte type, int size) => [0, (byte)(size >> 16), (byte)((size >> 8) & 0xFF), (byte)(size & 0xFF), type, .. Enumerable.Repeat((byte)0xAB, size - 1)];

    public byte[] Bytes(long number)
    {
        using var segment = Publication.Timeline.TryGetSegment(StreamTimeline.SourceRendition, number);
        return segment!.Bytes.ToArray();
    }

    public void Dispose()
    {
        Segmenter.Dispose();
        _timelines.Dispose();
    }
}
