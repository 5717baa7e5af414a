using System.Threading.Channels;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>A stream whose segments the test hands in.</summary>
internal sealed class ListedSource : ISegmentSource
{
    private readonly Channel<SourceSegment> _segments = Channel.CreateUnbounded<SourceSegment>();
    private int _disposed;

    /// <summary>Segments that were given back.</summary>
    public int Disposed => Volatile.Read(ref _disposed);

    public void Add(long sequence, byte[]? data = null, TimeSpan? duration = null) =>
        Assert.True(_segments.Writer.TryWrite(new SourceSegment(sequence, duration ?? TimeSpan.FromSeconds(2), data ?? [(byte)sequence], new Owner(this))));

    public void End() => _segments.Writer.Complete();

    public void Break(Exception fault) => _segments.Writer.Complete(fault);

    public IAsyncEnumerable<SourceSegment> ReadAsync(CancellationToken cancellationToken) => _segments.Reader.ReadAllAsync(cancellationToken);

    private sealed class Owner(ListedSource source) : IDisposable
    {
        public void Dispose() => Interlocked.Increment(ref source._disposed);
    }
}
