namespace DevOrchestrator.Sessions;

/// <summary>Images of AI jobs, kept for download for ten minutes. Thread-safe; the oldest go when there are too many.</summary>
internal sealed class ImageShelf(TimeProvider time)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private const int MaxImages = 256;

    private readonly Lock _gate = new();
    private readonly LinkedList<Image> _images = new(); // oldest first, under _gate

    public void Keep(string requestId, string file, byte[] bytes)
    {
        lock (_gate)
        {
            _images.AddLast(new Image(requestId, file, bytes, time.GetUtcNow()));
            while (_images.Count > MaxImages)
            {
                _images.RemoveFirst();
            }
        }
    }

    public byte[]? Find(string requestId, string file)
    {
        lock (_gate)
        {
            return _images.FirstOrDefault(image => image.RequestId == requestId && image.File == file)?.Bytes;
        }
    }

    public void DropOld()
    {
        var oldest = time.GetUtcNow() - KeptFor;
        lock (_gate)
        {
            while (_images.First is { } first && first.Value.KeptSince < oldest)
            {
                _images.RemoveFirst();
            }
        }
    }

    private sealed record Image(string RequestId, string File, byte[] Bytes, DateTimeOffset KeptSince);
}
