namespace GatewayLite.Media.Segments;

/// <summary>One array taken from the budget. It goes back exactly once; a holder that forgot it loses the array, not the budget.</summary>
internal sealed class PooledArray(SegmentMemory memory, byte[] array) : IDisposable
{
    private byte[]? _array = array;

    ~PooledArray()
    {
        if (Interlocked.Exchange(ref _array, null) is { } lost)
        {
            memory.Forget(lost.Length);
        }
    }

    public byte[] Array => Volatile.Read(ref _array) ?? throw new ObjectDisposedException(nameof(PooledArray), "the segment's bytes were already released");

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _array, null) is { } free)
        {
            GC.SuppressFinalize(this);
            memory.GiveBack(free);
        }
    }
}
