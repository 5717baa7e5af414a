namespace GatewayLite.Media.Segments;

/// <summary>
/// The one byte budget of all streams. Segments, their renditions and the buffers that grow into them are taken from here; when the budget is
/// spent a request answers null, and who asked makes room (a stream drops its own oldest segments) or refuses the input.
/// </summary>
/// <remarks>Thread-safe: one lock, held for list operations only. Free arrays are kept for reuse, at most an eighth of the budget.</remarks>
public sealed class SegmentMemory
{
    /// <summary>Default budget: 1 GiB, about ten streams of 4 Mbit/s with three renditions.</summary>
    public const long DefaultBudgetBytes = 1L << 30;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Stack<byte[]>> _idle = [];
    private long _usedBytes;
    private long _idleBytes;
    private long _refusals;
    private long _forgotten;

    /// <param name="budgetBytes">Bound of all bytes in use together, at least 1 MiB.</param>
    public SegmentMemory(long budgetBytes = DefaultBudgetBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(budgetBytes, 1L << 20);
        BudgetBytes = budgetBytes;
    }

    /// <summary>The bound, in bytes.</summary>
    public long BudgetBytes { get; }

    /// <summary>Bytes in use now (capacity of the arrays, never above the bound).</summary>
    public long UsedBytes => Volatile.Read(ref _usedBytes);

    /// <summary>How many requests were answered null because the budget was spent.</summary>
    public long Refusals => Volatile.Read(ref _refusals);

    /// <summary>How many arrays were found by the garbage collector instead of being released: anything but 0 is a defect of a caller.</summary>
    public long Forgotten => Volatile.Read(ref _forgotten);

    /// <summary>A growing buffer for one segment; null when the budget is spent.</summary>
    /// <param name="sizeHint">Expected size in bytes; a good guess saves copies.</param>
    public SegmentBuffer? TryRent(int sizeHint) => TryTake(sizeHint) is { } array ? new SegmentBuffer(this, array) : null;

    /// <summary>A buffer holding a copy of the bytes; null when the budget is spent.</summary>
    public SegmentBuffer? TryCopy(ReadOnlySpan<byte> bytes)
    {
        var buffer = TryRent(bytes.Length);
        _ = buffer?.TryWrite(bytes);
        return buffer;
    }

    internal PooledArray? TryTake(int minimumBytes)
    {
        var capacity = SizeClass.For(minimumBytes);
        byte[]? array = null;
        lock (_lock)
        {
            if (_usedBytes + capacity > BudgetBytes)
            {
                _refusals++;
                return null;
            }
            if (_idle.TryGetValue(capacity, out var stack) && stack.TryPop(out array))
            {
                _idleBytes -= capacity;
            }
            _usedBytes += capacity;
            KeepIdleWithin(BudgetBytes - _usedBytes);
        }
        return new PooledArray(this, array ?? GC.AllocateUninitializedArray<byte>(capacity));
    }

    internal void GiveBack(byte[] array)
    {
        lock (_lock)
        {
            _usedBytes -= array.Length;
            if (_idleBytes + array.Length <= Math.Min(BudgetBytes / 8, BudgetBytes - _usedBytes))
            {
                if (!_idle.TryGetValue(array.Length, out var stack))
                {
                    _idle[array.Length] = stack = new Stack<byte[]>();
                }
                stack.Push(array);
                _idleBytes += array.Length;
            }
        }
    }

    internal void Forget(int capacity)
    {
        lock (_lock)
        {
            _usedBytes -= capacity;
            _forgotten++;
        }
    }

    private void KeepIdleWithin(long bytes)
    {
        if (_idleBytes > bytes)
        {
            _idle.Clear();
            _idleBytes = 0;
        }
    }
}
