using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Video;

/// <summary>One segment's use of a lease of its stream. The lease ends after its retirement, when the last use is over.</summary>
internal sealed class LeaseUse(StreamLease lease, bool isLast) : IDisposable
{
    private StreamLease? _lease = lease;

    public HeldLease Held { get; } = lease.Held;

    /// <summary>Whether no other lease was ready: time kept for another attempt would be kept for nothing.</summary>
    public bool IsLast => isLast;

    public StreamLease Lease => _lease ?? throw new ObjectDisposedException(nameof(LeaseUse));

    public void Dispose() => Interlocked.Exchange(ref _lease, null)?.Leave();
}
