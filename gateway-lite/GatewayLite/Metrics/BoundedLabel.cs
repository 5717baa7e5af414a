using System.Collections.Concurrent;

namespace GatewayLite.Metrics;

/// <summary>A label whose values come from outside: the first few keep their own series, all others share one.</summary>
internal sealed class BoundedLabel(int most)
{
    public const string Others = "other";

    // Thread-safe by type; only the lock adds, so the bound is exact.
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Lock _adding = new();

    public string Of(string value)
    {
        if (_known.TryGetValue(value, out var known))
        {
            return known;
        }

        lock (_adding)
        {
            return _known.Count < most ? _known.GetOrAdd(value, value) : _known.GetValueOrDefault(value, Others);
        }
    }
}
