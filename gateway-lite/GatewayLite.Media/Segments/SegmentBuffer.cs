namespace GatewayLite.Media.Segments;

/// <summary>
/// A growing run of bytes under the budget, owned by one writer until it is handed to a timeline, which takes it over. Dispose what was not handed over.
/// </summary>
/// <remarks>Not thread-safe: one owner at a time.</remarks>
public sealed class SegmentBuffer : IDisposable
{
    private readonly SegmentMemory _memory;
    private PooledArray? _array;

    internal SegmentBuffer(SegmentMemory memory, PooledArray array)
    {
        _memory = memory;
        _array = array;
    }

    /// <summary>Bytes written so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written so far. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => Bytes.AsSpan(0, Length);

    private byte[] Bytes => (_array ?? throw new ObjectDisposedException(nameof(SegmentBuffer), "the buffer was handed over or disposed")).Array;

    /// <summary>Appends a copy; false, with nothing written, when the budget or the bound of one segment (384 MiB) does not allow it.</summary>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        if (!TryReserve(bytes.Length))
        {
            return false;
        }
        bytes.CopyTo(Free);
        Advance(bytes.Length);
        return true;
    }

    /// <summary>Gives the bytes back. Harmless when repeated or after the buffer was handed over.</summary>
    public void Dispose() => Interlocked.Exchange(ref _array, null)?.Dispose();

    internal Span<byte> Free => Bytes.AsSpan(Length);

    internal Span<byte> WrittenForPatching => Bytes.AsSpan(0, Length);

    internal void Advance(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, Bytes.Length - Length);
        Length += bytes;
    }

    /// <summary>Makes sure that many bytes can be written through <see cref="Free"/>.</summary>
    internal bool TryReserve(int bytes)
    {
        var needed = (long)Length + bytes;
        if (needed <= Bytes.Length)
        {
            return true;
        }
        // Growing by half at least keeps the copies of a segment's life below two.
        var wanted = Math.Min(Math.Max(needed, Bytes.Length * 3L / 2), SizeClass.LargestBytes);
        if (needed > wanted || _memory.TryTake((int)wanted) is not { } larger)
        {
            return false;
        }
        Written.CopyTo(larger.Array);
        _array!.Dispose();
        _array = larger;
        return true;
    }

    /// <summary>Ends writing: the bytes become shareable and this buffer is empty.</summary>
    internal SharedBytes Seal()
    {
        var array = Interlocked.Exchange(ref _array, null) ?? throw new ObjectDisposedException(nameof(SegmentBuffer), "the buffer was handed over or disposed");
        return new SharedBytes(array, Length);
    }
}
