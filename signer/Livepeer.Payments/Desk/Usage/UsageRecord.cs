using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Usage;

/// <summary>One payment as it is accounted for: written in the same step as the payment itself, exactly once.</summary>
/// <param name="Tenant">Who is charged.</param>
/// <param name="At">Ledger time.</param>
/// <param name="IdempotencyKey">Of the payment.</param>
/// <param name="PaymentSessionId">The caller's label.</param>
/// <param name="Kind">What was paid for.</param>
/// <param name="Capability">Capability or pipeline; a number for batch AI, empty when the caller named none.</param>
/// <param name="Model">Model; empty when there is none.</param>
/// <param name="ManifestId">Name of the credentials.</param>
/// <param name="Recipient">Ticket recipient.</param>
/// <param name="Orchestrator">The orchestrator's address.</param>
/// <param name="OrchestratorUri">Where it said it is.</param>
/// <param name="RecipientRandHash">Nonce space; null without tickets.</param>
/// <param name="FirstNonce">Of the tickets.</param>
/// <param name="Tickets">0 or more.</param>
/// <param name="Price">What the orchestrator asks now.</param>
/// <param name="Fee">Wei expected for the work.</param>
/// <param name="ExpectedValue">Wei, of all tickets, exact.</param>
/// <param name="FaceValueWei">Of all tickets.</param>
/// <param name="Balance">Wei of credit after the work.</param>
/// <param name="Meter">The session's account, for metered work.</param>
public sealed record UsageRecord(
    TenantId Tenant,
    DateTimeOffset At,
    string IdempotencyKey,
    string PaymentSessionId,
    JobKind Kind,
    string Capability,
    string Model,
    string ManifestId,
    EthAddress Recipient,
    EthAddress Orchestrator,
    string OrchestratorUri,
    Hash32? RecipientRandHash,
    uint FirstNonce,
    int Tickets,
    UnitPrice Price,
    Rational Fee,
    Rational ExpectedValue,
    BigInteger FaceValueWei,
    Rational Balance,
    MeterReading? Meter)
{
    /// <summary>The label of metered work as the caller sent it; null for other work, and where it was not kept.</summary>
    public string? App { get; init; }

    /// <summary>Unit of live work; <see cref="LiveUnit.Unknown"/> for other work, and where it was not kept.</summary>
    public LiveUnit Unit { get; init; }
}
