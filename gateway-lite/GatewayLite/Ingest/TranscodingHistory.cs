using System.Collections.Concurrent;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Ingest;

/// <summary>The transcoding side of each publication, also after its end as long as its timeline may be shown. Bounded: the oldest go first.</summary>
internal sealed class TranscodingHistory(int most)
{
    private readonly ConcurrentDictionary<string, VideoStream> _byPublishId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _oldestFirst = new();

    public void Add(string publishId, VideoStream stream)
    {
        _byPublishId[publishId] = stream;
        _oldestFirst.Enqueue(publishId);
        while (_oldestFirst.Count > most && _oldestFirst.TryDequeue(out var oldest))
        {
            _byPublishId.TryRemove(oldest, out _);
        }
    }

    public VideoStreamStatus? Find(string publishId) => _byPublishId.GetValueOrDefault(publishId)?.Status;
}
