using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Reads the answer of <see cref="SignerPaths.DiscoverOrchestrators"/> as gateways read it: the service addresses alone.</summary>
/// <remarks>Source: go-livepeer server/remote_discovery.go, discovery/wh_discovery.go.</remarks>
public static class OrchestratorListJson
{
    /// <summary>Reads the addresses in the order of the list; entries without one are skipped.</summary>
    /// <param name="body">A JSON array of objects.</param>
    /// <param name="most">Entries beyond this number are not read.</param>
    /// <param name="addresses">Service URLs as texts, unchecked; null when the body is no such array.</param>
    public static bool TryReadAddresses(ReadOnlySpan<byte> body, int most, [NotNullWhen(true)] out IReadOnlyList<string>? addresses)
    {
        addresses = null;
        var found = new List<string>();
        try
        {
            var json = new Utf8JsonReader(body);
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            {
                return false;
            }

            while (json.Read() && json.TokenType == JsonTokenType.StartObject && found.Count < most)
            {
                if (Address(ref json) is { Length: > 0 } address)
                {
                    found.Add(address);
                }
            }

            // An entry of another type means that this is another list.
            if (json.TokenType is JsonTokenType.EndArray or JsonTokenType.StartObject)
            {
                addresses = found;
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // No JSON, or a text that is none.
        }

        return addresses is not null;
    }

    private static string? Address(ref Utf8JsonReader json)
    {
        string? address = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isAddress = json.ValueTextEquals("address"u8);
            json.Read();
            if (isAddress && json.TokenType == JsonTokenType.String)
            {
                address = json.GetString();
            }
            else
            {
                json.Skip();
            }
        }

        return address;
    }
}
