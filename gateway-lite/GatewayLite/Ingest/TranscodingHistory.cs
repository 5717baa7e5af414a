using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;

namespace GatewayLite.Ingest;

/// <summary>
/// The transcoding side of each publication, also after its end as long as its timeline may be shown. Bounded: of those that ended, the oldest go first; how many
/// run is bounded where they are started. Thread-safe: one lock.
/// </summary>
internal sealed class TranscodingHistory(int most)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, VideoStream> _byPublishId = new(StringComparer.Ordinal);
    private readonly List<string> _oldestFirst = [];

    /// <summary>Completes when every stream that runs now is over.</summary>
    public Task Finished
    {
        get
        {
            lock (_lock)
            {
                return Task.WhenAll(_byPublishId.Values.Select(stream => stream.Completion));
            }
        }
    }

    public void Add(string publishId, VideoStream stream)
    {
        lock (_lock)
        {
            _byPublishId[publishId] = stream;
            _oldestFirst.Add(publishId);
            if (_oldestFirst.Count > most && _oldestFirst.FindIndex(id => _byPublishId[id].Completion.IsCompleted) is >= 0 and var ended)
            {
                _byPublishId.Remove(_oldestFirst[ended]);
                _oldestFirst.RemoveAt(ended);
            }
        }
    }

    public VideoStreamStatus? Find(string publishId)
    {
        lock (_lock)
        {
            return _byPublishId.GetValueOrDefault(publishId)?.Status;
        }
    }
}
