using System.Text.Json;

namespace Livepeer.Wire.SignerApi;

/// <summary>Texts that must be whole JSON objects.</summary>
public static class JsonObjects
{
    /// <summary>Whether a text is one JSON object and nothing else.</summary>
    public static bool IsOne(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return false;
        }
    }
}
