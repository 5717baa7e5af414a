using System.Collections.Concurrent;

namespace GatewayLite.Metrics;

/// <summary>A label whose values come from outside: the first few keep their own series, all others share one.</summary>
internal sealed class BoundedLabel(int most)
{
    public const string Others = "other";

    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(string value) =>
        _known.TryGetValue(value, out var known) ? known : _known.Count < most ? _known.GetOrAdd(value, value) : Others;
}
