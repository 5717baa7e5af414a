namespace GatewayLite.Media.Segments;

/// <summary>Finished bytes with a count of their holders; the array goes back when the last holder is gone. Starts with one holder.</summary>
internal sealed class SharedBytes(PooledArray array, int length)
{
    private int _holders = 1;

    public int Length => length;

    public ReadOnlyMemory<byte> Memory => array.Array.AsMemory(0, length);

    public void AddHolder()
    {
        while (true)
        {
            var holders = Volatile.Read(ref _holders);
            ObjectDisposedException.ThrowIf(holders == 0, this);
            if (Interlocked.CompareExchange(ref _holders, holders + 1, holders) == holders)
            {
                return;
            }
        }
    }

    public void RemoveHolder()
    {
        var left = Interlocked.Decrement(ref _holders);
        if (left < 0)
        {
            throw new InvalidOperationException("segment bytes were released more often than held");
        }
        if (left == 0)
        {
            array.Dispose();
        }
    }
}
