using Livepeer.Payments.Desk.Audit;

namespace TestKit.Payments;

/// <summary>An audit log in memory.</summary>
public sealed class RecordingAuditLog : IAuditLog
{
    private readonly Lock _lock = new();
    private readonly List<AuditEntry> _entries = [];

    /// <summary>Everything recorded so far, in order.</summary>
    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>When set, every call fails with this text and leaves nothing behind.</summary>
    public string? Outage { get; set; }

    public ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            ThrowIfDown();
            _entries.Add(entry);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        ThrowIfDown();
        return ValueTask.CompletedTask;
    }

    private void ThrowIfDown()
    {
        if (Outage is { } outage)
        {
            throw new AuditUnavailableException(outage);
        }
    }
}
