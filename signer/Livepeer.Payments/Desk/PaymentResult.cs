using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>Answer of the desk: a payment or a refusal.</summary>
public abstract record PaymentResult
{
    private PaymentResult()
    {
    }

    /// <summary>Paid.</summary>
    /// <param name="Payment">Signed and checked.</param>
    public sealed record Paid(Payment Payment) : PaymentResult;

    /// <summary>Not paid; nothing that was signed leaves the desk.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PaymentRefusal Refusal) : PaymentResult
    {
        /// <summary>The session's account as it is, for metered work that the ledger knows; null otherwise.</summary>
        public MeterReading? Meter { get; init; }
    }

    /// <summary>What would be paid: only for who asked for it (<see cref="PaymentDesk.ProjectAsync"/>).</summary>
    /// <param name="Plan">Of the payment, not stored.</param>
    public sealed record Projected(PaymentPlan Plan) : PaymentResult;
}

/// <summary>A finished payment, still in the core's words.</summary>
/// <param name="Sender">Who pays.</param>
/// <param name="Order">What was ordered.</param>
/// <param name="Plan">What the ledger stored.</param>
/// <param name="ExpectedPrice">The orchestrator's price, verbatim.</param>
/// <param name="Tickets">Signed tickets in nonce order.</param>
/// <param name="SegmentSignature">Signature of the segment credentials; null for BYOC jobs, which have other ones.</param>
/// <param name="Replayed">Whether this repeats an earlier answer.</param>
public sealed record Payment(
    EthAddress Sender,
    PaymentOrder Order,
    PaymentPlan Plan,
    PriceInfo ExpectedPrice,
    ImmutableArray<SignedTicket> Tickets,
    Signature65? SegmentSignature,
    bool Replayed);

/// <summary>The sender's half of one ticket.</summary>
/// <param name="SenderNonce">Its nonce.</param>
/// <param name="Signature">Over the ticket's hash.</param>
public readonly record struct SignedTicket(uint SenderNonce, Signature65 Signature);
