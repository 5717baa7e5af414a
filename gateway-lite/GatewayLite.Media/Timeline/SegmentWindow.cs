using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>
/// The segments a timeline holds, numbers without holes: first those that are listed, then those that wait. Decides what is due, and what falls out.
/// </summary>
/// <remarks>Guarded by the timeline's lock.</remarks>
internal sealed class SegmentWindow(TimelineOptions options, TimeProvider time, long discontinuitiesBefore)
{
    private readonly List<TimelineEntry> _entries = [];
    private int _listed;
    private long _discontinuitiesGone = discontinuitiesBefore;

    public int Count => _entries.Count;

    public bool AllListed => _listed == _entries.Count;

    /// <summary>Rendition segments that were listed as gaps.</summary>
    public long Gaps { get; private set; }

    /// <summary>Bound of every listed duration after rounding; only raised.</summary>
    public int TargetDurationSeconds { get; private set; } = options.NominalSegmentSeconds;

    /// <summary>Rises with every change of what is listed.</summary>
    public long Revision { get; private set; }

    public long AllDiscontinuities => _discontinuitiesGone + _entries.Count(entry => entry.Facts.Discontinuity);

    public TimelineEntry? Find(long number)
    {
        var index = _entries.Count == 0 ? -1 : number - _entries[0].Facts.Number;
        return index >= 0 && index < _entries.Count ? _entries[(int)index] : null;
    }

    public void Add(TimelineEntry entry) => _entries.Add(entry);

    /// <summary>What a playlist shows, and how many discontinuities came before it.</summary>
    public (List<TimelineEntry> Entries, long DiscontinuitySequence) Listed()
    {
        var first = Math.Max(0, _listed - options.ListedSegments);
        return (_entries.GetRange(first, _listed - first), _discontinuitiesGone + _entries.Take(first).Count(entry => entry.Facts.Discontinuity));
    }

    public void ListWhatIsDue()
    {
        // A burst of pushed segments may not pile up behind one that waits: at most as many wait as are kept.
        while (!AllListed && (IsDue(_entries[_listed]) || _entries.Count - _listed > options.KeptSegments))
        {
            ListNext();
        }
        while (_listed > options.KeptSegments)
        {
            RemoveListed();
        }
    }

    /// <summary>Removes the oldest segment whether it is due or not.</summary>
    public void RemoveOldest()
    {
        if (_listed == 0)
        {
            ListNext();
        }
        RemoveListed();
    }

    public void Clear()
    {
        while (_entries.Count > 0)
        {
            RemoveOldest();
        }
    }

    private bool IsDue(TimelineEntry entry) =>
        entry.Decided || time.GetElapsedTime(entry.AppendedAt) >= entry.Facts.Duration.ToTimeSpan() * options.RenditionWaitDurations;

    private void ListNext()
    {
        var entry = _entries[_listed];
        Gaps += entry.DecideRest();
        // RFC 8216 4.3.3.1: durations rounded to the nearest second stay within the target.
        var seconds = (int)((entry.Facts.Duration.Ticks + (MediaTime.TicksPerSecond / 2)) / MediaTime.TicksPerSecond);
        TargetDurationSeconds = Math.Max(TargetDurationSeconds, seconds);
        _listed++;
        Revision++;
    }

    private void RemoveListed()
    {
        _discontinuitiesGone += _entries[0].Facts.Discontinuity ? 1 : 0;
        _entries[0].Release();
        _entries.RemoveAt(0);
        _listed--;
        Revision++;
    }
}
