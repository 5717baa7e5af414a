using Livepeer.Crypto;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>
/// Credential signatures by bucket. What is signed is the same for every orchestrator and for ever, so one signature serves work that costs nothing or is covered by
/// credit, for which this API signs nothing. Every member takes the one lock for a moment.
/// </summary>
internal sealed class CompatCredentials
{
    private const int Most = 4096;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Signature65> _byBucket = new(StringComparer.Ordinal);

    public Signature65? Find(string bucket)
    {
        lock (_lock)
        {
            return _byBucket.TryGetValue(bucket, out var signature) ? signature : null;
        }
    }

    public void Keep(string bucket, Signature65 signature)
    {
        lock (_lock)
        {
            if (_byBucket.Count >= Most)
            {
                // They come again with the next payments.
                _byBucket.Clear();
            }

            _byBucket[bucket] = signature;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _byBucket.Clear();
        }
    }
}
