using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>Segment n with its renditions. Guarded by the timeline's lock.</summary>
internal sealed class TimelineEntry(SegmentFacts facts, MediaSegment? source, int renditions, long appendedAt)
{
    private readonly RenditionSlot[] _renditions = new RenditionSlot[renditions];

    public SegmentFacts Facts => facts;

    /// <summary>Null where the pusher skipped the number.</summary>
    public MediaSegment? Source => source;

    /// <summary>Time stamp of the injected clock.</summary>
    public long AppendedAt => appendedAt;

    public bool Decided => Array.TrueForAll(_renditions, slot => slot.Decided);

    public RenditionSlot this[int rendition] => _renditions[rendition];

    public void Store(int rendition, MediaSegment segment) => _renditions[rendition] = new RenditionSlot(true, segment);

    public void MarkGap(int rendition) => _renditions[rendition] = new RenditionSlot(true, null);

    /// <summary>Turns what is still open into gaps; answers how many gaps the entry has then.</summary>
    public int DecideRest()
    {
        var gaps = 0;
        for (var i = 0; i < _renditions.Length; i++)
        {
            _renditions[i] = _renditions[i] with { Decided = true };
            gaps += _renditions[i].Segment is null ? 1 : 0;
        }
        return gaps;
    }

    public void Release()
    {
        source?.Dispose();
        foreach (var slot in _renditions)
        {
            slot.Segment?.Dispose();
        }
    }

    /// <summary>Open (<c>default</c>), stored, or decided without bytes: a gap.</summary>
    internal readonly record struct RenditionSlot(bool Decided, MediaSegment? Segment);
}
