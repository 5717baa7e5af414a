using System.Buffers;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Bytes that all results of one request may have together. The one that goes over it stops the others. Thread-safe.</summary>
internal sealed class MediaBudget : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private long _left;

    public MediaBudget(long bytes, CancellationToken cancellationToken)
    {
        _left = bytes;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Cancelled when the budget is used up, or by the caller.</summary>
    public CancellationToken Token => _stop.Token;

    public bool IsUsedUp => Interlocked.Read(ref _left) < 0;

    /// <returns>False when that is more than is left.</returns>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        _stop.Cancel();
        return false;
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Collects one result and charges the budget while it grows.</summary>
    public sealed class Buffer(MediaBudget budget, int firstBytes) : IBufferWriter<byte>
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(firstBytes);

        public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

        public void Advance(int count)
        {
            _bytes.Advance(count);
            _ = budget.TryTake(count);
        }

        public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

        public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
    }
}
