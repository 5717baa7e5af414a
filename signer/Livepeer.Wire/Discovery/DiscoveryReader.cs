using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Livepeer.Wire.Headers;

namespace Livepeer.Wire.Discovery;

/// <summary>Reads lists of others. A list that is no JSON array is refused; an entry of it that makes no sense is left out and costs no other.</summary>
public static class DiscoveryReader
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = DiscoveryLimits.JsonDepth };

    /// <summary>Reads the answer of an orchestrator's /discovery.</summary>
    /// <param name="body">At most <see cref="DiscoveryLimits.AnswerBytes"/> by the caller's care.</param>
    /// <param name="nodes">Nodes that name an address, with the runners that are usable in form; at most <see cref="DiscoveryLimits.Runners"/> in all. Null when refused.</param>
    /// <remarks>Source: go-livepeer server/remote_discovery.go, which loses the whole answer by one wrong member.</remarks>
    public static bool TryReadNodes(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out IReadOnlyList<AnnouncedNode>? nodes)
    {
        nodes = null;
        if (!TryReadArray(body, out var document))
        {
            return false;
        }

        using (document)
        {
            var read = new List<AnnouncedNode>();
            var room = DiscoveryLimits.Runners;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (Read(element, DiscoveryJsonContext.Default.AnnouncedNodeJson) is { Address.Length: > 0 and <= WireLimits.UriLength } node)
                {
                    var runners = Runners(node.Runners ?? [], room);
                    room -= runners.Count;
                    read.Add(new AnnouncedNode(node.Address, runners));
                }
            }

            nodes = read;
            return true;
        }
    }

    /// <summary>Reads a list of orchestrators as a webhook gives it.</summary>
    /// <param name="body">At most <see cref="DiscoveryLimits.ListBytes"/> by the caller's care.</param>
    /// <param name="addresses">What the entries name, unchecked; null when refused.</param>
    /// <remarks>Source: go-livepeer discovery/wh_discovery.go.</remarks>
    public static bool TryReadAddresses(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out IReadOnlyList<string>? addresses)
    {
        addresses = null;
        if (!TryReadArray(body, out var document))
        {
            return false;
        }

        using (document)
        {
            addresses =
            [
                .. document.RootElement.EnumerateArray()
                    .Select(element => Read(element, DiscoveryJsonContext.Default.ListedAddressJson)?.Address)
                    .OfType<string>()
                    .Where(address => address.Length > 0),
            ];
            return true;
        }
    }

    private static List<OfferedRunner> Runners(IReadOnlyList<JsonElement> elements, int room)
    {
        var runners = new List<OfferedRunner>();
        foreach (var element in elements)
        {
            if (runners.Count == room)
            {
                break;
            }

            if (Read(element, DiscoveryJsonContext.Default.RunnerJson) is { } json && RunnerForm.TryRead(json, out var runner))
            {
                runners.Add(runner);
            }
        }

        return runners;
    }

    private static bool TryReadArray(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        try
        {
            document = JsonDocument.Parse(body, Depth);
        }
        catch (JsonException)
        {
            return false;
        }

        if (document.RootElement.ValueKind == JsonValueKind.Array)
        {
            return true;
        }

        document.Dispose();
        document = null;
        return false;
    }

    private static T? Read<T>(JsonElement element, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object ? element.Deserialize(type) : null;
        }
        catch (JsonException)
        {
            // Of another shape than it should be.
            return null;
        }
    }
}
