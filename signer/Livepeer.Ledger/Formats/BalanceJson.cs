using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Formats;

/// <summary>A bucket as a store keeps it that has one text per row. Names are part of the stored format; times are .NET UTC ticks.</summary>
internal sealed record BalanceJson(
    [property: JsonPropertyName("credit")] string Credit,
    [property: JsonPropertyName("lastUsed")] long LastUsed,
    [property: JsonPropertyName("open")] OpenPaymentJson[] Open)
{
    public static string Write(BalanceState balance) => JsonSerializer.Serialize(
        new BalanceJson(balance.Credit.ToString(), balance.LastUsed.UtcTicks, [.. balance.Open.Select(OpenPaymentJson.Of)]),
        LedgerJsonContext.Default.BalanceJson);

    public static BalanceState Read(string text)
    {
        var balance = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.BalanceJson)!;
        return new(Rational.Parse(balance.Credit), [.. balance.Open.Select(payment => payment.ToPayment())], new DateTimeOffset(balance.LastUsed, TimeSpan.Zero));
    }
}
