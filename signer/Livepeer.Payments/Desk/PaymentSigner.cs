using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>Signs what a plan says, and lets no signature out that does not recover to the sender or is not in the audit log.</summary>
internal sealed class PaymentSigner(IKeyCustodian custodian, IAuditLog audit)
{
    private readonly Secp256k1 _secp256k1 = Secp256k1.Best;
    private readonly ConstantCredentials _constantCredentials = new();

    /// <summary>Signs tickets and segment credentials.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    /// <exception cref="AuditUnavailableException">The signatures could not be recorded.</exception>
    public async ValueTask<Payment> SignAsync(PaymentOrder order, AuditedPayment paid, CancellationToken cancellationToken)
    {
        var hasCredentials = SegmentCredentials.TryCreate(order.Job, out var credentials);
        if (!hasCredentials && order.Job is not ByocJob)
        {
            throw new InvalidOperationException("A job that cannot be signed passed the checks.");
        }

        // The credentials of work without a segment are the same for every payment of a manifest.
        var constant = hasCredentials && _constantCredentials.TryGet(credentials!, out var known) ? known : default(Signature65?);
        var tickets = Tickets(order, paid.Plan);
        var signatures = await SignAsync(Digests(tickets, constant is null ? credentials : null), cancellationToken);
        var signed = tickets.Zip(signatures, static (ticket, signature) => new AuditedTicket(ticket, signature)).ToImmutableArray();
        var fresh = constant is null && hasCredentials ? new AuditedCredentials(credentials!, signatures[tickets.Length]) : null;
        await audit.AppendAsync(new AuditEntry.Payment(paid, signed, fresh), cancellationToken);
        if (fresh is not null)
        {
            // Not before it is recorded: the next payment of the manifest releases it without another record.
            constant = fresh.Signature;
            _constantCredentials.Keep(credentials!, fresh.Signature);
        }

        return new Payment(
            custodian.Address,
            order,
            paid.Plan,
            order.Offer.Price!,
            [.. signed.Select(static ticket => new SignedTicket(ticket.Ticket.SenderNonce, ticket.Signature))],
            constant,
            paid.Replayed);
    }

    /// <summary>Signs the name of the sender.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    /// <exception cref="AuditUnavailableException">The signature could not be recorded.</exception>
    public async ValueTask<SenderIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var signatures = await SignAsync([OrchestratorIdentity.Of(custodian.Address)], cancellationToken);
        await audit.AppendAsync(new AuditEntry.Identity(custodian.Address, signatures[0]), cancellationToken);
        return new SenderIdentity(custodian.Address, signatures[0]);
    }

    /// <summary>Signs a BYOC job.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    /// <exception cref="AuditUnavailableException">The signature could not be recorded.</exception>
    public async ValueTask<Signature65> SignAsync(TenantId tenant, ByocJobMessage message, string requestId, CancellationToken cancellationToken)
    {
        var digest = message.Digest();
        var signatures = await SignAsync([digest], cancellationToken);
        await audit.AppendAsync(new AuditEntry.ByocJob(tenant, requestId, digest.Digest, signatures[0]), cancellationToken);
        return signatures[0];
    }

    private Ticket[] Tickets(PaymentOrder order, PaymentPlan plan)
    {
        var tickets = new Ticket[plan.TicketCount];
        for (var i = 0; i < tickets.Length; i++)
        {
            var parameters = order.Offer.TicketParameters!;
            tickets[i] = new Ticket(
                parameters.Recipient,
                custodian.Address,
                parameters.FaceValue,
                parameters.WinProbability,
                plan.FirstNonce + (uint)i,
                parameters.RecipientRandHash,
                plan.Expiration!);
        }

        return tickets;
    }

    private static SignableDigest[] Digests(Ticket[] tickets, SegmentCredentials? credentials)
    {
        var digests = new SignableDigest[tickets.Length + (credentials is null ? 0 : 1)];
        for (var i = 0; i < tickets.Length; i++)
        {
            digests[i] = TicketMessage.Of(tickets[i]);
        }

        if (credentials is not null)
        {
            digests[^1] = credentials.Digest();
        }

        return digests;
    }

    // All are asked for before the first is awaited: a remote key answers them side by side, and bounds that itself.
    private async ValueTask<Signature65[]> SignAsync(SignableDigest[] digests, CancellationToken cancellationToken)
    {
        var tasks = new Task<Signature65>[digests.Length];
        for (var i = 0; i < digests.Length; i++)
        {
            tasks[i] = custodian.SignAsync(digests[i], cancellationToken).AsTask();
        }

        var signatures = await Task.WhenAll(tasks);
        for (var i = 0; i < digests.Length; i++)
        {
            signatures[i] = Checked(digests[i], signatures[i]);
        }

        return signatures;
    }

    private Signature65 Checked(SignableDigest digest, Signature65 signature) =>
        _secp256k1.TryRecover(digest.Digest, signature, out var signer) && signer == custodian.Address
            ? signature
            : throw new CustodyUnavailableException($"The key custodian gave a signature that does not recover to {custodian.Address}; it was not released.");
}
