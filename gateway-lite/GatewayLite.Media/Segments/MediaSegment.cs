namespace GatewayLite.Media.Segments;

/// <summary>
/// One holder's view of a segment. Every holder has its own object and disposes it once; repeating it is harmless, so bytes cannot be released twice.
/// The bytes live until the last holder is gone; reading <see cref="Bytes"/> after the own disposal throws.
/// </summary>
public sealed class MediaSegment : IDisposable
{
    private readonly SharedBytes _bytes;
    private bool _disposed;

    /// <summary>Takes over one holding of the bytes.</summary>
    internal MediaSegment(SharedBytes bytes, SegmentFacts facts)
    {
        _bytes = bytes;
        Facts = facts;
    }

    /// <summary>Number, duration, times.</summary>
    public SegmentFacts Facts { get; }

    /// <summary>Position in the stream, the same in every rendition.</summary>
    public long Number => Facts.Number;

    /// <summary>Size in bytes; may be read after disposal.</summary>
    public int Length => _bytes.Length;

    /// <summary>The MPEG-TS bytes. Do not use them after <see cref="Dispose"/>: the array then serves another segment.</summary>
    /// <exception cref="ObjectDisposedException">This holder has been disposed.</exception>
    public ReadOnlyMemory<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
            return _bytes.Memory;
        }
    }

    /// <summary>A further holder of the same bytes, to be disposed on its own.</summary>
    /// <exception cref="ObjectDisposedException">This holder has been disposed.</exception>
    public MediaSegment Share()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        _bytes.AddHolder();
        return new MediaSegment(_bytes, Facts);
    }

    /// <summary>Ends this holding.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _disposed, true))
        {
            _bytes.RemoveHolder();
        }
    }
}
