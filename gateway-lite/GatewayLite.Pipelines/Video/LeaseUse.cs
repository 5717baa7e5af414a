using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Video;

/// <summary>One segment's use of a lease of its stream. The lease ends after its retirement, when the last use is over.</summary>
internal sealed class LeaseUse(StreamLease lease) : IDisposable
{
    private StreamLease? _lease = lease;

    public HeldLease Held { get; } = lease.Held;

    public StreamLease Lease => _lease ?? throw new ObjectDisposedException(nameof(LeaseUse));

    public void Dispose() => Interlocked.Exchange(ref _lease, null)?.Leave();
}
