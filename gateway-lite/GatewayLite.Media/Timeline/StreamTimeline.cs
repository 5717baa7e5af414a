using System.Collections.Immutable;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Ts;

namespace GatewayLite.Media.Timeline;

/// <summary>
/// The one owner of order of a live stream. Its publication appends source segment n; renditions of n arrive as bytes or as gaps, in any order; n is
/// listed once all are decided or once it has waited for its own duration, and never before n - 1. What was listed does not change any more.
/// </summary>
/// <remarks>
/// Thread-safe: one lock per timeline, never held while waiting. No timer: what time decides is decided when somebody looks or appends.
/// The registry's lock is taken before this one, the byte budget's after it.
/// </remarks>
public sealed class StreamTimeline
{
    /// <summary>Name of the unchanged input among the renditions.</summary>
    public const string SourceRendition = "source";

    private readonly Lock _lock = new();
    private readonly TimelineOptions _options;
    private readonly TimeProvider _time;
    private readonly bool _continues;
    private readonly RenditionTrack _sourceTrack = new(new RenditionSpec(SourceRendition, 0, 0, 0));
    private readonly RenditionTrack[] _tracks;
    private readonly List<TimelineEntry> _entries = [];
    private int _listed;
    private long _nextNumber;
    private long _discontinuitiesGone;
    private int _targetDurationSeconds;
    private TimelineCounts _counts;
    private TimelineSnapshot? _snapshot;
    private Publication? _publication;
    private bool _discarded;

    /// <param name="streamName">Public name.</param>
    /// <param name="renditions">Renditions beside the source.</param>
    /// <param name="earlier">The timeline this one replaces under the same name: numbers and discontinuities go on, for players that hold its playlists.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    internal StreamTimeline(string streamName, IReadOnlyList<RenditionSpec> renditions, StreamTimeline? earlier, TimelineOptions options, TimeProvider time)
    {
        StreamName = streamName;
        Renditions = renditions;
        _options = options;
        _time = time;
        (_nextNumber, _discontinuitiesGone) = earlier?.Position() ?? (0, 0);
        _continues = _nextNumber > 0;
        _targetDurationSeconds = options.NominalSegmentSeconds;
        _tracks = [.. renditions.Select(spec => new RenditionTrack(spec))];
        StartedAt = time.GetUtcNow();
    }

    /// <summary>Public name of the stream.</summary>
    public string StreamName { get; }

    /// <summary>When the timeline began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The renditions beside the source.</summary>
    public IReadOnlyList<RenditionSpec> Renditions { get; }

    /// <summary>Whether a publisher is there now.</summary>
    public bool IsLive => Current is { EndReason: EndReason.None };

    /// <summary>The present or last publication.</summary>
    public Publication? Current
    {
        get
        {
            lock (_lock)
            {
                return _publication;
            }
        }
    }

    /// <summary>What happened so far.</summary>
    public TimelineCounts Counts
    {
        get
        {
            lock (_lock)
            {
                ListWhatIsDue();
                return _counts;
            }
        }
    }

    /// <summary>The bytes of one rendition of one segment arrived. The timeline takes the buffer over, whatever it answers.</summary>
    public RenditionResult AppendRendition(string rendition, long number, SegmentBuffer bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var track = TrackOf(rendition);
        // Read outside of the lock; it costs a scan of the headers, and only until the rendition is known.
        var format = track >= 0 && _tracks[track].Format is null ? TsReader.Inspect(bytes.Written).Format : null;
        lock (_lock)
        {
            var (entry, refusal) = OpenSlot(track, number);
            if (entry is null || bytes.Length == 0)
            {
                bytes.Dispose();
                return entry is null ? refusal : Decide(entry, track, null);
            }
            _tracks[track].Format ??= format;
            _tracks[track].Measure(bytes.Length, entry.Facts.Duration);
            return Decide(entry, track, new MediaSegment(bytes.Seal(), entry.Facts));
        }
    }

    /// <summary>One rendition of one segment failed for good.</summary>
    public RenditionResult AppendGap(string rendition, long number)
    {
        var track = TrackOf(rendition);
        lock (_lock)
        {
            var (entry, refusal) = OpenSlot(track, number);
            return entry is null ? refusal : Decide(entry, track, null);
        }
    }

    /// <summary>What players may know now. Cheap to ask: the same object until something changes.</summary>
    public TimelineSnapshot Snapshot()
    {
        lock (_lock)
        {
            ListWhatIsDue();
            var ended = PlaylistsEnded();
            if (_snapshot is null || _snapshot.Ended != ended)
            {
                _snapshot = TakeSnapshot(ended);
            }
            return _snapshot;
        }
    }

    /// <summary>A holder of one listed or kept segment, to be disposed by the caller; null when it is not there (yet, any more, or a gap).</summary>
    /// <param name="rendition"><c>source</c> or the name of a rendition.</param>
    /// <param name="number">Number of the segment.</param>
    public MediaSegment? TryGetSegment(string rendition, long number)
    {
        var track = TrackOf(rendition);
        lock (_lock)
        {
            ListWhatIsDue();
            return Find(number) switch
            {
                null => null,
                var entry when rendition == SourceRendition => entry.Source?.Share(),
                var entry when track >= 0 => entry[track].Segment?.Share(),
                _ => null,
            };
        }
    }

    internal void Begin(Publication publication)
    {
        lock (_lock)
        {
            _publication = publication;
            _snapshot = null;
        }
    }

    internal AppendOutcome Append(Publication publication, SourceSegment segment)
    {
        lock (_lock)
        {
            ListWhatIsDue();
            var result = Check(publication, segment);
            var number = result == AppendResult.Appended ? publication.NumberFor(segment.Number, _nextNumber) : 0;
            if (number is not { } placed || result != AppendResult.Appended)
            {
                segment.Bytes.Dispose();
                return new AppendOutcome(number is null ? AppendResult.NumberNotRising : result, 0);
            }
            var follows = publication.HasAppended ? placed == _nextNumber : _counts.SourceSegments == 0 && !_continues;
            SkipTo(placed, publication, segment);
            Add(publication, segment, segment.Discontinuity || !follows);
            ListWhatIsDue();
            return new AppendOutcome(AppendResult.Appended, placed);
        }
    }

    /// <summary>Drops the oldest segment to make room. False when only the newest is left, which must stay for the players.</summary>
    internal bool DropOldest()
    {
        lock (_lock)
        {
            if (_entries.Count <= 1)
            {
                return false;
            }
            ListFirst();
            RemoveOldest();
            _counts = _counts with { MemoryEvictions = _counts.MemoryEvictions + 1 };
            _snapshot = null;
            return true;
        }
    }

    internal void MarkBacklogDrop(long number)
    {
        lock (_lock)
        {
            _counts = _counts with { BacklogDrops = _counts.BacklogDrops + 1 };
            if (Find(number) is { } entry)
            {
                for (var track = 0; track < _tracks.Length; track++)
                {
                    if (!entry[track].Decided)
                    {
                        entry.MarkGap(track);
                    }
                }
            }
            ListWhatIsDue();
        }
    }

    private (long NextNumber, long Discontinuities) Position()
    {
        lock (_lock)
        {
            return (_nextNumber, _discontinuitiesGone + _entries.Count(entry => entry.Facts.Discontinuity));
        }
    }

    internal TimeSpan SinceEnd() => Current?.SinceEnd ?? TimeSpan.Zero;

    internal void Discard()
    {
        lock (_lock)
        {
            _discarded = true;
            _snapshot = null;
            _listed = 0;
            foreach (var entry in _entries)
            {
                entry.Release();
            }
            _entries.Clear();
        }
    }

    private const long LargestNumber = 1L << 53;

    private static readonly MediaTime LongestDuration = MediaTime.FromMilliseconds(300_000);

    private int TrackOf(string rendition) => Array.FindIndex(_tracks, track => track.Spec.Name == rendition);

    private TimelineEntry? Find(long number)
    {
        var index = _entries.Count == 0 ? -1 : number - _entries[0].Facts.Number;
        return index >= 0 && index < _entries.Count ? _entries[(int)index] : null;
    }

    private (TimelineEntry? Entry, RenditionResult Refusal) OpenSlot(int track, long number)
    {
        ListWhatIsDue();
        if (track < 0 || number >= _nextNumber || number < 0)
        {
            return (null, RenditionResult.Unknown);
        }
        var entry = Find(number);
        if (entry is not null && !entry[track].Decided)
        {
            return (entry, default);
        }
        if (entry is null || entry[track].Segment is null)
        {
            _counts = _counts with { LateRenditions = _counts.LateRenditions + 1 };
            return (null, RenditionResult.TooLate);
        }
        return (null, RenditionResult.AlreadyDecided);
    }

    private RenditionResult Decide(TimelineEntry entry, int track, MediaSegment? segment)
    {
        if (segment is null)
        {
            entry.MarkGap(track);
        }
        else
        {
            entry.Store(track, segment);
            _counts = _counts with { RenditionSegments = _counts.RenditionSegments + 1 };
        }
        _snapshot = null;
        ListWhatIsDue();
        return RenditionResult.Stored;
    }

    private AppendResult Check(Publication publication, SourceSegment segment)
    {
        if (_discarded || _publication != publication || publication.EndReason != EndReason.None)
        {
            return AppendResult.Ended;
        }
        var valid = segment.Bytes.Length > 0 && segment.Duration.Ticks > 0 && segment.Duration <= LongestDuration && segment.Number is not (< 0 or > LargestNumber);
        return valid ? AppendResult.Appended : AppendResult.Invalid;
    }

    /// <summary>Numbers that a pusher left out stay in the window as gaps, so that numbers have no holes; a long jump starts a new window instead.</summary>
    private void SkipTo(long number, Publication publication, SourceSegment next)
    {
        if (number - _nextNumber >= _options.ListedSegments || _entries.Count == 0)
        {
            while (_entries.Count > 0 && number > _nextNumber)
            {
                ListFirst();
                RemoveOldest();
            }
            _nextNumber = number;
        }
        while (_nextNumber < number)
        {
            var facts = new SegmentFacts(_nextNumber++, next.Duration, next.StartPts, false, next.WallTime, publication.PublishId);
            var entry = new TimelineEntry(facts, null, _tracks.Length, _time.GetTimestamp());
            _ = entry.DecideRest();
            _entries.Add(entry);
        }
    }

    private void Add(Publication publication, SourceSegment segment, bool discontinuity)
    {
        var facts = new SegmentFacts(_nextNumber++, segment.Duration, segment.StartPts, discontinuity, segment.WallTime, publication.PublishId);
        _sourceTrack.Format = segment.Format;
        _sourceTrack.Measure(segment.Bytes.Length, segment.Duration);
        var source = new MediaSegment(segment.Bytes.Seal(), facts);
        _entries.Add(new TimelineEntry(facts, source, _tracks.Length, _time.GetTimestamp()));
        _counts = _counts with
        {
            SourceSegments = _counts.SourceSegments + 1,
            Discontinuities = _counts.Discontinuities + (discontinuity ? 1 : 0),
        };
        publication.Enqueue(facts.Number);
    }

    private void ListWhatIsDue()
    {
        // A burst of pushed segments may not pile up behind one that waits: at most as many wait as are kept.
        while (_listed < _entries.Count && (IsDue(_entries[_listed]) || _entries.Count - _listed > _options.KeptSegments))
        {
            List(_entries[_listed]);
        }
        while (_listed > _options.KeptSegments)
        {
            RemoveOldest();
        }
    }

    private bool IsDue(TimelineEntry entry) =>
        entry.Decided || _time.GetElapsedTime(entry.AppendedAt) >= entry.Facts.Duration.ToTimeSpan() * _options.RenditionWaitDurations;

    private void ListFirst()
    {
        if (_listed == 0)
        {
            List(_entries[0]);
        }
    }

    private void List(TimelineEntry entry)
    {
        _counts = _counts with { Gaps = _counts.Gaps + entry.DecideRest() };
        // RFC 8216 4.3.3.1: durations rounded to the nearest second stay within the target.
        var seconds = (int)((entry.Facts.Duration.Ticks + (MediaTime.TicksPerSecond / 2)) / MediaTime.TicksPerSecond);
        _targetDurationSeconds = Math.Max(_targetDurationSeconds, seconds);
        _listed++;
        _snapshot = null;
    }

    private void RemoveOldest()
    {
        _discontinuitiesGone += _entries[0].Facts.Discontinuity ? 1 : 0;
        _entries[0].Release();
        _entries.RemoveAt(0);
        _listed--;
    }

    private bool PlaylistsEnded()
    {
        if (_publication is not { EndReason: not EndReason.None } last || _listed < _entries.Count)
        {
            return false;
        }
        return last.EndReason is EndReason.PublisherFinished or EndReason.Closed || last.SinceEnd >= _options.ReconnectWait;
    }

    private TimelineSnapshot TakeSnapshot(bool ended)
    {
        var first = Math.Max(0, _listed - _options.ListedSegments);
        var window = _entries.GetRange(first, _listed - first);
        var gone = _discontinuitiesGone + _entries.Take(first).Count(entry => entry.Facts.Discontinuity);
        var renditions = ImmutableArray.CreateBuilder<ListedRendition>(_tracks.Length + 1);
        renditions.Add(Describe(_sourceTrack, [.. window.Select(entry => entry.Source is null)]));
        for (var track = 0; track < _tracks.Length; track++)
        {
            renditions.Add(Describe(_tracks[track], [.. window.Select(entry => entry[track].Segment is null)]));
        }
        return new TimelineSnapshot(StreamName, _targetDurationSeconds, gone, ended, [.. window.Select(entry => entry.Facts)], renditions.MoveToImmutable());
    }

    private static ListedRendition Describe(RenditionTrack track, ImmutableArray<bool> gaps) =>
        new(track.Spec.Name, track.Format, track.Width, track.Height, track.PeakBitsPerSecond, track.AverageBitsPerSecond, gaps);
}
