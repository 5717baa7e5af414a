using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk.Audit;

/// <summary>What the deposit key signed in one go, before it is released.</summary>
public abstract record AuditEntry
{
    private AuditEntry()
    {
    }

    /// <summary>A payment with its signatures.</summary>
    /// <param name="Paid">Everything that puts it back into a ledger that forgot it.</param>
    /// <param name="Tickets">Signed tickets in nonce order.</param>
    /// <param name="Credentials">Credentials that were signed for it; null when there are none, or when the same ones were recorded before.</param>
    public sealed record Payment(AuditedPayment Paid, ImmutableArray<AuditedTicket> Tickets, AuditedCredentials? Credentials) : AuditEntry;

    /// <summary>A BYOC job.</summary>
    /// <param name="Tenant">Who asked.</param>
    /// <param name="RequestId">The host's name for the request; empty for none.</param>
    /// <param name="Digest">What was signed: the EIP-191 digest of the job.</param>
    /// <param name="Signature">Of the job.</param>
    public sealed record ByocJob(TenantId Tenant, string RequestId, Hash32 Digest, Signature65 Signature) : AuditEntry;

    /// <summary>The sender's name for GetOrchestrator: once per start of the desk.</summary>
    /// <param name="Sender">Account that pays.</param>
    /// <param name="Signature">Of its name.</param>
    public sealed record Identity(EthAddress Sender, Signature65 Signature) : AuditEntry;
}

/// <summary>One ticket as it was signed.</summary>
/// <param name="Ticket">All its fields.</param>
/// <param name="Signature">Of its hash.</param>
public readonly record struct AuditedTicket(Ticket Ticket, Signature65 Signature);

/// <summary>Credentials of a segment, or of work without one.</summary>
/// <param name="Credentials">What was signed.</param>
/// <param name="Signature">Of them.</param>
public sealed record AuditedCredentials(SegmentCredentials Credentials, Signature65 Signature);
