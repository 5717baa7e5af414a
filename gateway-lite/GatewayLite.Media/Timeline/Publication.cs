using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using GatewayLite.Media.Segments;

namespace GatewayLite.Media.Timeline;

/// <summary>The right of one publisher to append to a stream, from being accepted until it ends or is taken over.</summary>
/// <remarks>Thread-safe. Its end is guarded by its own lock, taken after the timeline's; its numbers by the timeline's.</remarks>
[SuppressMessage("Reliability", "CA1001", Justification = "The token source has no timer and no linked source; others may hold its token for as long as they like.")]
public sealed class Publication
{
    private readonly TimeProvider _time;
    private readonly Channel<long> _backlog;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _lock = new();
    private EndReason _endReason;
    private long _endedAt;
    private long _lastActivity;
    private long _offset;

    internal Publication(StreamTimeline timeline, string publishId, int backlogSegments, TimeProvider time)
    {
        _time = time;
        Timeline = timeline;
        PublishId = publishId;
        StartedAt = time.GetUtcNow();
        _lastActivity = time.GetTimestamp();
        var options = new BoundedChannelOptions(backlogSegments) { FullMode = BoundedChannelFullMode.DropOldest };
        _backlog = Channel.CreateBounded<long>(options, timeline.MarkBacklogDrop);
    }

    /// <summary>The stream's timeline; it outlives the publication.</summary>
    public StreamTimeline Timeline { get; }

    /// <summary>8 hex digits, new for each publication; playback puts it into the URLs of segments.</summary>
    public string PublishId { get; }

    /// <summary>When the publisher was accepted.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Cancelled when the publication ends, whoever ended it: the input then closes its connection.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Why it ended; <see cref="EndReason.None"/> while it runs.</summary>
    public EndReason EndReason
    {
        get
        {
            lock (_lock)
            {
                return _endReason;
            }
        }
    }

    /// <summary>How long the publisher has delivered nothing.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastActivity));

    /// <summary>The publisher delivered something, be it part of a segment.</summary>
    public void Touch() => Volatile.Write(ref _lastActivity, _time.GetTimestamp());

    /// <summary>Appends the next source segment. Takes the bytes over, whatever it answers.</summary>
    public AppendOutcome AppendSource(SourceSegment segment)
    {
        ArgumentNullException.ThrowIfNull(segment);
        Touch();
        return Timeline.Append(this, segment);
    }

    /// <summary>
    /// The source segments for the transcoding side, in order, from the oldest unsent one on; ends after the publication's last. Each belongs to the reader,
    /// who disposes it. For one reader. A reader that falls behind by more than the backlog loses the oldest: they become gaps in every rendition.
    /// </summary>
    public async IAsyncEnumerable<MediaSegment> ReadSourceAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var number in _backlog.Reader.ReadAllAsync(cancellationToken))
        {
            // Dropped for memory in the meantime: its renditions are gaps already.
            if (Timeline.TryGetSegment(StreamTimeline.SourceRendition, number) is { } segment)
            {
                yield return segment;
            }
        }
    }

    /// <summary>Ends the publication; only the first call counts. What was appended still reaches the reader and the players.</summary>
    public void End(EndReason reason)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(reason, EndReason.None);
        lock (_lock)
        {
            if (_endReason != EndReason.None)
            {
                return;
            }
            _endReason = reason;
            _endedAt = _time.GetTimestamp();
        }
        _ = _backlog.Writer.TryComplete();
        // On the thread pool: who listens must not run inside the caller's locks.
        _ = _ended.CancelAsync();
    }

    internal bool HasAppended { get; private set; }

    /// <summary>Time since the end; null while it runs.</summary>
    internal TimeSpan? SinceEnd
    {
        get
        {
            lock (_lock)
            {
                return _endReason == EndReason.None ? null : _time.GetElapsedTime(_endedAt);
            }
        }
    }

    /// <summary>Makes room for more bytes by dropping this stream's oldest segments; false when that does not suffice.</summary>
    internal bool TryMakeRoom(SegmentBuffer buffer, int bytes)
    {
        while (!buffer.TryReserve(bytes))
        {
            if (!Timeline.DropOldest())
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>
    /// Under the timeline's lock: where a segment with the pusher's number goes; null when the number does not rise. A pusher whose numbers are behind
    /// the timeline's (it began anew) is shifted as a whole.
    /// </summary>
    internal long? NumberFor(long? given, long next)
    {
        if (given is not { } number)
        {
            return next;
        }
        if (!HasAppended)
        {
            _offset = Math.Max(0, next - number);
        }
        return number + _offset >= next ? number + _offset : null;
    }

    /// <summary>Under the timeline's lock.</summary>
    internal void Enqueue(long number)
    {
        HasAppended = true;
        _ = _backlog.Writer.TryWrite(number);
    }
}
