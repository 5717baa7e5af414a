using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Formats;

/// <summary>The sums of one line of the account as a store keeps them that has one text per row; the line itself is the key. Names are part of the stored format.</summary>
internal sealed record UsageDayJson(
    [property: JsonPropertyName("payments")] long Payments,
    [property: JsonPropertyName("tickets")] long Tickets,
    [property: JsonPropertyName("ev")] string Ev,
    [property: JsonPropertyName("fee")] string Fee,
    [property: JsonPropertyName("faceValue")] string FaceValue)
{
    public static string Write(UsageDay day) => JsonSerializer.Serialize(
        new UsageDayJson(
            day.Payments,
            day.Tickets,
            day.ExpectedValue.ToString(),
            day.Fee.ToString(),
            day.FaceValueWei.ToString(CultureInfo.InvariantCulture)),
        LedgerJsonContext.Default.UsageDayJson);

    public static UsageDay Read(string text, UsageDayId id)
    {
        var day = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.UsageDayJson)!;
        return new(
            id.Day,
            id.Tenant,
            id.Kind,
            id.Capability,
            id.Model,
            day.Payments,
            day.Tickets,
            Rational.Parse(day.Ev),
            Rational.Parse(day.Fee),
            BigInteger.Parse(day.FaceValue, CultureInfo.InvariantCulture));
    }
}
