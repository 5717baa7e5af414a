namespace Livepeer.Audit.Writing;

/// <summary>Counts of a log. Guarded by its lock; read by anyone.</summary>
internal sealed class AuditBoard
{
    private readonly Lock _gate = new();
    private AuditCounters _counters = new(0, 0, 0, 0, 0, 0, TimeSpan.Zero, 0, 0, 0, 0, 0, default, 0, null);
    private long _writtenAt;

    public AuditCounters Read(int queuedEntries)
    {
        lock (_gate)
        {
            return _counters with { QueuedEntries = queuedEntries };
        }
    }

    /// <summary>Whether a batch got to the disk that lately, and none has failed since.</summary>
    public bool HasWrittenWithin(TimeSpan limit, TimeProvider time)
    {
        lock (_gate)
        {
            return _counters is { Flushes: > 0, Outage: null } && time.GetElapsedTime(_writtenAt) < limit;
        }
    }

    public void Written(int entries, AuditHead head, long bytes, TimeSpan time, long now)
    {
        lock (_gate)
        {
            _writtenAt = now;
            _counters = _counters with
            {
                Records = _counters.Records + (head.Sequence - _counters.Head.Sequence),
                Entries = _counters.Entries + entries,
                Flushes = _counters.Flushes + 1,
                Bytes = _counters.Bytes + bytes,
                FlushTime = _counters.FlushTime + time,
                Head = head,
                Outage = null,
            };
        }
    }

    public void Opened(AuditHead head) => Change(counters => counters with { Head = head });

    public void Failed(string outage) => Change(counters => counters with { Failures = counters.Failures + 1, Outage = outage });

    public void Refused() => Change(static counters => counters with { RefusedEntries = counters.RefusedEntries + 1 });

    public void CheckpointMade() => Change(static counters => counters with { Checkpoints = counters.Checkpoints + 1 });

    public void CheckpointFailed() => Change(static counters => counters with { FailedCheckpoints = counters.FailedCheckpoints + 1 });

    public void Anchored(long sequence) => Change(counters => counters with { Anchors = counters.Anchors + 1, Anchored = sequence });

    public void AnchorFailed() => Change(static counters => counters with { FailedAnchors = counters.FailedAnchors + 1 });

    private void Change(Func<AuditCounters, AuditCounters> change)
    {
        lock (_gate)
        {
            _counters = change(_counters);
        }
    }
}
