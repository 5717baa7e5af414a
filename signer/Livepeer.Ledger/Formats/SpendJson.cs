using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk.Tenants;

namespace Livepeer.Ledger.Formats;

/// <summary>Spending as stores keep it.</summary>
internal sealed record SpendJson(
    [property: JsonPropertyName("minute")] WindowJson Minute,
    [property: JsonPropertyName("hour")] WindowJson Hour,
    [property: JsonPropertyName("day")] WindowJson Day,
    [property: JsonPropertyName("total")] WindowJson Total)
{
    public static string Write(TenantSpend spend) => JsonSerializer.Serialize(
        new SpendJson(WindowJson.Of(spend.Minute), WindowJson.Of(spend.Hour), WindowJson.Of(spend.Day), WindowJson.Of(spend.Total)),
        LedgerJsonContext.Default.SpendJson);

    public static TenantSpend Read(string text)
    {
        var spend = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.SpendJson)!;
        return new(spend.Minute.ToWindow(), spend.Hour.ToWindow(), spend.Day.ToWindow(), spend.Total.ToWindow());
    }
}

/// <summary>One sum; its start in .NET UTC ticks.</summary>
internal sealed record WindowJson(
    [property: JsonPropertyName("start")] long Start,
    [property: JsonPropertyName("payments")] long Payments,
    [property: JsonPropertyName("ev")] string Ev,
    [property: JsonPropertyName("faceValue")] string FaceValue)
{
    public static WindowJson Of(SpendWindow window) => new(
        window.Start.UtcTicks,
        window.Payments,
        window.EvWei.ToString(CultureInfo.InvariantCulture),
        window.FaceValueWei.ToString(CultureInfo.InvariantCulture));

    public SpendWindow ToWindow() => new(
        new DateTimeOffset(Start, TimeSpan.Zero),
        Payments,
        BigInteger.Parse(Ev, CultureInfo.InvariantCulture),
        BigInteger.Parse(FaceValue, CultureInfo.InvariantCulture));
}
