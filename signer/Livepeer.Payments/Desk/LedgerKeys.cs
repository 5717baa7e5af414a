using Livepeer.Crypto;

namespace Livepeer.Payments.Desk;

/// <summary>Everything one order touches in a ledger, known before the step begins.</summary>
/// <param name="Tenant">Who is charged.</param>
/// <param name="IdempotencyKey">Key of the payment, within the tenant.</param>
/// <param name="Session">Key of the payment session, within the tenant.</param>
/// <param name="Balance">The orchestrator's bucket, within the tenant.</param>
/// <param name="Nonces">The nonce space; null for an order that cannot need tickets. Not within the tenant: two tenants that present the same
/// ticket parameters must never get the same nonce.</param>
public sealed record LedgerKeys(TenantId Tenant, string IdempotencyKey, SessionKey Session, BalanceKey Balance, NonceKey? Nonces);

/// <summary>A payment session: the caller's label at one recipient. For metered work it is one job, with one clock and one credit.</summary>
/// <param name="PaymentSessionId">The caller's label.</param>
/// <param name="Recipient">Ticket recipient.</param>
public sealed record SessionKey(string PaymentSessionId, EthAddress Recipient);

/// <summary>One balance at an orchestrator, as the orchestrator itself keys it.</summary>
/// <param name="Sender">Account that pays.</param>
/// <param name="Recipient">Ticket recipient.</param>
/// <param name="Bucket">Session id for video segments, <c>capability_model</c> for batch AI.</param>
/// <remarks>Source: go-livepeer core/accounting.go, server/segment_rpc.go, server/ai_http.go.</remarks>
public sealed record BalanceKey(EthAddress Sender, EthAddress Recipient, string Bucket);

/// <summary>One nonce space.</summary>
/// <param name="Sender">Account that pays.</param>
/// <param name="RecipientRandHash">Of the ticket parameters.</param>
public sealed record NonceKey(EthAddress Sender, Hash32 RecipientRandHash);
