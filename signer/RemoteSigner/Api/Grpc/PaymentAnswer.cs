using System.Numerics;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Desk;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.Headers;
using SettlementResult = Livepeer.Payments.Desk.SettlementResult;
using SettlementState = Livepeer.Payments.Desk.SettlementState;
using WireResult = Livepeer.Protos.RemoteSigner.V1.SettlementResult;
using WireState = Livepeer.Protos.RemoteSigner.V1.SettlementState;

namespace RemoteSigner.Api.Grpc;

/// <summary>Payments and settlements in the words of the gRPC API.</summary>
internal static class PaymentAnswer
{
    public static CreatePaymentResponse Of(Payment payment)
    {
        var plan = payment.Plan;
        return new CreatePaymentResponse
        {
            PaymentHeader = PaymentHeader.Format(payment),
            SegmentHeader = payment.SegmentSignature is null ? string.Empty : SegmentHeader.Format(payment),
            TicketCount = (uint)plan.TicketCount,
            FirstNonce = plan.FirstNonce,
            FeeWei = plan.Fee.ToString(),
            ExpectedValueWei = plan.NewCredit.ToString(),
            BalanceWei = plan.BalanceAfter.ToString(),
            NoncesLeft = (uint)plan.NoncesLeft,
            BlocksLeft = (uint)Math.Clamp(plan.BlocksLeft, 0, uint.MaxValue),
            Replayed = payment.Replayed,
            BilledUnits = plan.Meter is { } meter ? (ulong)BigInteger.Min(meter.Units, long.MaxValue) : 0,
            RunwaySeconds = Runway(payment),
        };
    }

    public static ReportOutcomeResponse Of(IReadOnlyList<SettlementResult> results)
    {
        var answer = new ReportOutcomeResponse();
        foreach (var result in results)
        {
            answer.Results.Add(new WireResult { IdempotencyKey = result.IdempotencyKey, State = StateOf(result.State), BalanceWei = result.Balance.ToString() });
        }

        return answer;
    }

    // Whatever the first payment paid ahead is still there.
    private static uint Runway(Payment payment)
    {
        if (payment.Order.Job is not Livepeer.Payments.Jobs.LiveJob live || payment.Plan.Meter is not { } meter || meter.InitialPrice.Wei == 0)
        {
            return 0;
        }

        var seconds = (meter.Balance / LiveFee.PerSecond(live.Unit, meter.InitialPrice.PerUnit)).Floor() + (long)LiveFee.Preload(live.Unit).TotalSeconds;
        return (uint)BigInteger.Min(BigInteger.Max(seconds, 0), uint.MaxValue);
    }

    private static WireState StateOf(SettlementState state) => state switch
    {
        SettlementState.Settled => WireState.Settled,
        SettlementState.AlreadySettled => WireState.AlreadySettled,
        SettlementState.NoSuchPayment => WireState.UnknownPayment,
        _ => WireState.Unspecified,
    };
}
