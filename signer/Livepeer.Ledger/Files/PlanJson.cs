using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Files;

/// <summary>A plan as the file keeps it. Names are part of the file format.</summary>
internal sealed record PlanJson(
    [property: JsonPropertyName("firstNonce")] uint FirstNonce,
    [property: JsonPropertyName("tickets")] int Tickets,
    [property: JsonPropertyName("round")] long? Round,
    [property: JsonPropertyName("roundBlockHash")] string? RoundBlockHash,
    [property: JsonPropertyName("fee")] string Fee,
    [property: JsonPropertyName("newCredit")] string NewCredit,
    [property: JsonPropertyName("balanceAfter")] string BalanceAfter,
    [property: JsonPropertyName("noncesLeft")] int NoncesLeft,
    [property: JsonPropertyName("blocksLeft")] long BlocksLeft,
    [property: JsonPropertyName("meter")] ReadingJson? Meter = null)
{
    public static string Write(PaymentPlan plan) => JsonSerializer.Serialize(
        new PlanJson(
            plan.FirstNonce,
            plan.TicketCount,
            plan.Expiration?.CreationRound,
            plan.Expiration?.CreationRoundBlockHash.ToString(),
            plan.Fee.ToString(),
            plan.NewCredit.ToString(),
            plan.BalanceAfter.ToString(),
            plan.NoncesLeft,
            plan.BlocksLeft,
            ReadingJson.Of(plan.Meter)),
        LedgerJsonContext.Default.PlanJson);

    public static PaymentPlan Read(string text)
    {
        var plan = JsonSerializer.Deserialize(text, LedgerJsonContext.Default.PlanJson)!;
        return new PaymentPlan(
            plan.FirstNonce,
            plan.Tickets,
            plan.Round is { } round ? new TicketExpiration(round, Hash32.Parse(plan.RoundBlockHash!)) : null,
            Rational.Parse(plan.Fee),
            Rational.Parse(plan.NewCredit),
            Rational.Parse(plan.BalanceAfter),
            plan.NoncesLeft,
            plan.BlocksLeft)
        {
            Meter = plan.Meter?.ToReading(),
        };
    }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(MeterJson))]
[JsonSerializable(typeof(SpendJson))]
[JsonSerializable(typeof(UsageJson))]
internal sealed partial class LedgerJsonContext : JsonSerializerContext;
