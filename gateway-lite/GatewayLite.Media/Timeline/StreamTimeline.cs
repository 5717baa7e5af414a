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
    private readonly SegmentWindow _window;
    private long _nextNumber;
    private TimelineCounts _counts;
    private TimelineSnapshot? _snapshot;
    private long _snapshotRevision;
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
        (_nextNumber, var discontinuities) = earlier?.Position() ?? (0, 0);
        _continues = _nextNumber > 0;
        _window = new SegmentWindow(options, time, discontinuities);
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
                _window.ListWhatIsDue();
                return _counts with { Gaps = _window.Gaps };
            }
        }
    }

    /// <summary>A buffer for a segment or rendition of this stream, at the cost of its own oldest segments when the budget is spent; null when that does not suffice.</summary>
    /// <param name="memory">The budget.</param>
    /// <param name="sizeHint">Expected size in bytes.</param>
    public SegmentBuffer? TryRent(SegmentMemory memory, int sizeHint)
    {
        ArgumentNullException.ThrowIfNull(memory);
        while (true)
        {
            if (memory.TryRent(sizeHint) is { } buffer)
            {
                return buffer;
            }
            if (!DropOldest())
            {
                return null;
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
                CountLate(refusal);
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
            _window.ListWhatIsDue();
            var ended = PlaylistsEnded();
            if (_snapshot is null || _snapshot.Ended != ended || _snapshotRevision != _window.Revision)
            {
                (_snapshot, _snapshotRevision) = (TakeSnapshot(ended), _window.Revision);
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
            _window.ListWhatIsDue();
            return _window.Find(number) switch
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
        }
    }

    internal AppendOutcome Append(Publication publication, SourceSegment segment)
    {
        lock (_lock)
        {
            _window.ListWhatIsDue();
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
            _window.ListWhatIsDue();
            return new AppendOutcome(AppendResult.Appended, placed);
        }
    }

    /// <summary>Drops the oldest segment to make room. False when only the newest is left, which must stay for the players.</summary>
    internal bool DropOldest()
    {
        lock (_lock)
        {
            if (_window.Count <= 1)
            {
                return false;
            }
            _window.RemoveOldest();
            _counts = _counts with { MemoryEvictions = _counts.MemoryEvictions + 1 };
            return true;
        }
    }

    internal void MarkBacklogDrop(long number)
    {
        lock (_lock)
        {
            _counts = _counts with { BacklogDrops = _counts.BacklogDrops + 1 };
            _window.Find(number)?.DecideRest();
            _window.ListWhatIsDue();
        }
    }

    private (long NextNumber, long Discontinuities) Position()
    {
        lock (_lock)
        {
            return (_nextNumber, _window.AllDiscontinuities);
        }
    }

    internal TimeSpan SinceEnd() => Current?.SinceEnd ?? TimeSpan.Zero;

    internal void Discard()
    {
        lock (_lock)
        {
            _discarded = true;
            _window.Clear();
        }
    }

    private const long LargestNumber = 1L << 53;

    private static readonly MediaTime LongestDuration = MediaTime.FromMilliseconds(300_000);

    private int TrackOf(string rendition) => Array.FindIndex(_tracks, track => track.Spec.Name == rendition);

    private (TimelineEntry? Entry, RenditionResult Refusal) OpenSlot(int track, long number)
    {
        _window.ListWhatIsDue();
        if (track < 0 || number >= _nextNumber || number < 0)
        {
            return (null, RenditionResult.Unknown);
        }
        var entry = _window.Find(number);
        if (entry is not null && !entry[track].Decided)
        {
            return (entry, default);
        }
        return (null, entry is null || entry[track].Segment is null ? RenditionResult.TooLate : RenditionResult.AlreadyDecided);
    }

    private void CountLate(RenditionResult result)
    {
        if (result == RenditionResult.TooLate)
        {
            _counts = _counts with { LateRenditions = _counts.LateRenditions + 1 };
        }
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
        _window.ListWhatIsDue();
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
        if (number - _nextNumber >= _options.ListedSegments || _window.Count == 0)
        {
            _window.Clear();
            _nextNumber = number;
        }
        while (_nextNumber < number)
        {
            var facts = new SegmentFacts(_nextNumber++, next.Duration, next.StartPts, false, next.WallTime, publication.PublishId);
            var entry = new TimelineEntry(facts, null, _tracks.Length, _time.GetTimestamp());
            _ = entry.DecideRest();
            _window.Add(entry);
        }
    }

    private void Add(Publication publication, SourceSegment segment, bool discontinuity)
    {
        var facts = new SegmentFacts(_nextNumber++, segment.Duration, segment.StartPts, discontinuity, segment.WallTime, publication.PublishId);
        _sourceTrack.Format = segment.Format;
        _sourceTrack.Measure(segment.Bytes.Length, segment.Duration);
        var source = new MediaSegment(segment.Bytes.Seal(), facts);
        _window.Add(new TimelineEntry(facts, source, _tracks.Length, _time.GetTimestamp()));
        _counts = _counts with
        {
            SourceSegments = _counts.SourceSegments + 1,
            Discontinuities = _counts.Discontinuities + (discontinuity ? 1 : 0),
        };
        publication.Enqueue(facts.Number);
    }

    private bool PlaylistsEnded()
    {
        if (_publication is not { EndReason: not EndReason.None } last || !_window.AllListed)
        {
            return false;
        }
        return last.EndReason is EndReason.PublisherFinished or EndReason.Closed || last.SinceEnd >= _options.ReconnectWait;
    }

    private TimelineSnapshot TakeSnapshot(bool ended)
    {
        var (window, gone) = _window.Listed();
        var renditions = ImmutableArray.CreateBuilder<ListedRendition>(_tracks.Length + 1);
        renditions.Add(Describe(_sourceTrack, [.. window.Select(entry => entry.Source is null)]));
        for (var track = 0; track < _tracks.Length; track++)
        {
            renditions.Add(Describe(_tracks[track], [.. window.Select(entry => entry[track].Segment is null)]));
        }
        return new TimelineSnapshot(StreamName, _window.TargetDurationSeconds, gone, ended, [.. window.Select(entry => entry.Facts)], renditions.MoveToImmutable());
    }

    private static ListedRendition Describe(RenditionTrack track, ImmutableArray<bool> gaps) =>
        new(track.Spec.Name, track.Format, track.Width, track.Height, track.PeakBitsPerSecond, track.AverageBitsPerSecond, gaps);
}
