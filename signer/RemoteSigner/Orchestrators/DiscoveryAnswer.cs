using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Discovery;

namespace RemoteSigner.Orchestrators;

/// <summary>One state of the list as the JSON of GET /discover-orchestrators: each entry is serialized once, and an answer is a choice of entries.</summary>
internal sealed class DiscoveryAnswer
{
    private readonly ImmutableArray<byte[]> _entries;
    private readonly Dictionary<string, List<int>> _byCapability = new(StringComparer.Ordinal);
    private readonly byte[] _all;

    public DiscoveryAnswer(DiscoverySnapshot snapshot)
    {
        Snapshot = snapshot;
        var addresses = ServiceAddress.Of(snapshot);
        _entries = [.. addresses.Select(address => JsonSerializer.SerializeToUtf8Bytes(ToJson(address), DiscoveryJsonContext.Default.DiscoveredAddressJson))];
        for (var i = 0; i < addresses.Length; i++)
        {
            foreach (var capability in addresses[i].Capabilities)
            {
                if (!_byCapability.TryGetValue(capability, out var entries))
                {
                    _byCapability[capability] = entries = [];
                }

                entries.Add(i);
            }
        }

        _all = Join(Enumerable.Range(0, _entries.Length));
    }

    /// <summary>The state that this is made of.</summary>
    public DiscoverySnapshot Snapshot { get; }

    /// <summary>Whether there is nothing that anybody could use.</summary>
    public bool IsEmpty => _entries.IsEmpty;

    /// <summary>A JSON array with a line feed behind it.</summary>
    /// <param name="capabilities">Exact names of which an entry must have one; none for all entries. Entries come in the order of the names, each once.</param>
    /// <remarks>Source: go-livepeer server/remote_discovery.go Orchestrators.</remarks>
    public byte[] Find(IReadOnlyList<string> capabilities) =>
        capabilities.Count == 0 ? _all : Join(capabilities.SelectMany(name => _byCapability.GetValueOrDefault(name) ?? []).Distinct());

    private byte[] Join(IEnumerable<int> positions)
    {
        var json = new ArrayBufferWriter<byte>();
        foreach (var position in positions)
        {
            json.Write(json.WrittenCount == 0 ? "["u8 : ","u8);
            json.Write(_entries[position]);
        }

        json.Write(json.WrittenCount == 0 ? "[]\n"u8 : "]\n"u8);
        return json.WrittenSpan.ToArray();
    }

    private static DiscoveredAddressJson ToJson(ServiceAddress address) => new()
    {
        Address = OrchestratorUri.Text(address.Address),
        Capabilities = address.Capabilities.IsEmpty ? null : address.Capabilities,
        Runners = address.Runners.IsEmpty ? null : [.. address.Runners.Select(RunnerForm.ToJson)],
        LastSeen = address.LastSeen.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
