using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Formats;

/// <summary>A nonce space as a store keeps it that has one text per row. Names are part of the stored format; the time is .NET UTC ticks.</summary>
internal sealed record NonceJson(
    [property: JsonPropertyName("generation")] long Generation,
    [property: JsonPropertyName("used")] int Used,
    [property: JsonPropertyName("retainUntil")] long RetainUntil)
{
    public static string Write(NonceState nonces) =>
        JsonSerializer.Serialize(new NonceJson(nonces.Generation, nonces.Used, nonces.RetainUntil.UtcTicks), LedgerJsonContext.Default.NonceJson);

    public static NonceState Read(string text)
    {
        var nonces = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.NonceJson)!;
        return new(nonces.Generation, nonces.Used, new DateTimeOffset(nonces.RetainUntil, TimeSpan.Zero));
    }
}
