using Google.Protobuf.Collections;
using Livepeer.Payments.Desk;
using Livepeer.Protos.RemoteSigner.V1;
using Settlement = Livepeer.Payments.Desk.Settlement;
using WireSettlement = Livepeer.Protos.RemoteSigner.V1.Settlement;

namespace RemoteSigner.Api.Grpc;

/// <summary>Reads outcomes of earlier payments.</summary>
internal static class SettlementReader
{
    /// <param name="settlements">Of a request.</param>
    /// <param name="checks">Gets what is out of bounds.</param>
    /// <param name="least">How many there must be.</param>
    public static IReadOnlyList<Settlement> Read(RepeatedField<WireSettlement> settlements, FieldChecks checks, int least)
    {
        checks.Count("settlements", settlements.Count, least, RequestLimits.Settlements);
        if (settlements.Count == 0 || checks.Refusal is not null)
        {
            return [];
        }

        var read = new Settlement[settlements.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var settlement = settlements[i];
            checks.Length("settlements.idempotency_key", settlement.IdempotencyKey, 1, RequestLimits.KeyLength);
            checks.Within("settlements.billed_units", settlement.BilledUnits, 0, RequestLimits.MaxUnits);
            checks.Length("settlements.orchestrator_text", settlement.OrchestratorText, 0, RequestLimits.OrchestratorTextLength);
            var units = checks.Refusal is null ? (long)settlement.BilledUnits : 0;
            read[i] = new Settlement(settlement.IdempotencyKey, Kind(settlement.Outcome, checks), units, settlement.OrchestratorText);
        }

        return read;
    }

    private static PaymentOutcomeKind Kind(Outcome outcome, FieldChecks checks)
    {
        switch (outcome)
        {
            case Outcome.Delivered:
                return PaymentOutcomeKind.Delivered;
            case Outcome.Rejected:
                return PaymentOutcomeKind.Rejected;
            case Outcome.Unknown:
                return PaymentOutcomeKind.Lost;
            case Outcome.NotSent:
                return PaymentOutcomeKind.NotSent;
            default:
                checks.Fail("settlements.outcome", "no known outcome", "delivered, rejected, unknown or not sent");
                return PaymentOutcomeKind.Unknown;
        }
    }
}
