using System.Text.Json;
using System.Text.Json.Serialization;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Formats;

/// <summary>A plan as stores keep it. Names are part of the stored format.</summary>
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
    public static string Write(PaymentPlan plan) => JsonSerializer.Serialize(Of(plan), LedgerJsonContext.Default.PlanJson);

    public static PaymentPlan Read(string text) => JsonSerializer.Deserialize(text, LedgerJsonContext.Default.PlanJson)!.ToPlan();

    public static PlanJson Of(PaymentPlan plan) => new(
        plan.FirstNonce,
        plan.TicketCount,
        plan.Expiration?.CreationRound,
        plan.Expiration?.CreationRoundBlockHash.ToString(),
        plan.Fee.ToString(),
        plan.NewCredit.ToString(),
        plan.BalanceAfter.ToString(),
        plan.NoncesLeft,
        plan.BlocksLeft,
        ReadingJson.Of(plan.Meter));

    public PaymentPlan ToPlan() => new(
        FirstNonce,
        Tickets,
        Round is { } round ? new TicketExpiration(round, Hash32.Parse(RoundBlockHash!)) : null,
        Rational.Parse(Fee),
        Rational.Parse(NewCredit),
        Rational.Parse(BalanceAfter),
        NoncesLeft,
        BlocksLeft)
    {
        Meter = Meter?.ToReading(),
    };
}
