using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Formats;

/// <summary>A payment session as a store keeps it that has one text per row. Names are part of the stored format; the time is .NET UTC ticks.</summary>
internal sealed record SessionJson(
    [property: JsonPropertyName("firstPrice")] string FirstPrice,
    [property: JsonPropertyName("payments")] long Payments,
    [property: JsonPropertyName("tickets")] long Tickets,
    [property: JsonPropertyName("ev")] string Ev,
    [property: JsonPropertyName("lastUsed")] long LastUsed,
    [property: JsonPropertyName("meter")] MeterJson? Meter)
{
    public static string Write(SessionState session) => JsonSerializer.Serialize(
        new SessionJson(
            session.FirstPrice.ToString(),
            session.Payments,
            session.Tickets,
            session.ExpectedValue.ToString(),
            session.LastUsed.UtcTicks,
            session.Meter is { } meter ? MeterJson.Of(meter) : null),
        LedgerJsonContext.Default.SessionJson);

    public static SessionState Read(string text)
    {
        var session = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.SessionJson)!;
        return new(
            Rational.Parse(session.FirstPrice),
            session.Payments,
            session.Tickets,
            Rational.Parse(session.Ev),
            new DateTimeOffset(session.LastUsed, TimeSpan.Zero))
        {
            Meter = session.Meter?.ToMeter(),
        };
    }
}
