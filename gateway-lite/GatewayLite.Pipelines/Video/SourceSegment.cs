namespace GatewayLite.Pipelines.Video;

/// <summary>One segment to transcode. The bytes belong to the owner and are valid until disposal.</summary>
/// <param name="sequence">Position in the stream, 0 or more.</param>
/// <param name="duration">Media duration, above zero, at most 300 s.</param>
/// <param name="data">The MPEG-TS or MP4 bytes.</param>
/// <param name="owner">Released when the segment is disposed; null when nothing is to be released.</param>
public sealed class SourceSegment(long sequence, TimeSpan duration, ReadOnlyMemory<byte> data, IDisposable? owner = null) : IDisposable
{
    private IDisposable? _owner = owner;

    /// <summary>Position in the stream, 0 or more; rises, may skip.</summary>
    public long Sequence { get; } = sequence;

    /// <summary>Media duration.</summary>
    public TimeSpan Duration { get; } = duration;

    /// <summary>The bytes, as they are sent.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>Tells the transcoder that codec, pixel format or resolution changed since the segment before.</summary>
    public bool FormatChanged { get; init; }

    /// <summary>Repeating it is harmless.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Dispose();
}
