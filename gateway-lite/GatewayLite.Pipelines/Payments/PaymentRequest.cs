using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments;

/// <summary>One payment to be made.</summary>
/// <param name="IdempotencyKey">1 to 128 printable ASCII characters, unique per payment; a repetition gives the same bytes and counts once.</param>
/// <param name="PaymentSessionId">1 to 128 printable ASCII characters; groups usage, and its settlements ride in its next payment.</param>
/// <param name="OrchestratorInfo">Serialized OrchestratorInfo of the lease, as the orchestrator sent it; at most 64 KiB.</param>
/// <param name="Job">What is paid for.</param>
/// <param name="MaxPrice">Ceiling in wei per unit; null for the payer's own ceilings only.</param>
/// <param name="Patience">How long an unreachable payer is asked again.</param>
public sealed record PaymentRequest(
    string IdempotencyKey,
    string PaymentSessionId,
    ReadOnlyMemory<byte> OrchestratorInfo,
    Job Job,
    Rational? MaxPrice,
    TimeSpan Patience);
