using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The shape of settlements.</summary>
internal static class SettlementCheck
{
    public const int MaxSettlements = 16;
    public const int MaxTextLength = 1024;

    public static PaymentRefusal? Check(IReadOnlyList<Settlement> settlements)
    {
        if (settlements.Count > MaxSettlements)
        {
            return Invalid($"A request carries at most {MaxSettlements} settlements.", Text(settlements.Count), Text(MaxSettlements));
        }

        foreach (var settlement in settlements)
        {
            if (Check(settlement) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static PaymentRefusal? Check(Settlement settlement)
    {
        if (Key(settlement.IdempotencyKey, "idempotency key of a settlement") is { } refusal)
        {
            return refusal;
        }

        return settlement switch
        {
            { Outcome: not (PaymentOutcomeKind.Delivered or PaymentOutcomeKind.Rejected or PaymentOutcomeKind.Lost or PaymentOutcomeKind.NotSent) } =>
                Invalid("A settlement names no outcome.", settlement.Outcome.ToString()),
            { BilledUnits: < 0 } => Invalid("A settlement's billed units are negative.", Text(settlement.BilledUnits), "0"),
            { OrchestratorText: null or { Length: > MaxTextLength } } => Invalid(
                $"An orchestrator's text in a settlement has at most {MaxTextLength} characters.", Length(settlement.OrchestratorText), Text(MaxTextLength)),
            _ => null,
        };
    }
}
