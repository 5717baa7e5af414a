using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>Signs what a plan says, and lets no signature out that does not recover to the sender.</summary>
internal sealed class PaymentSigner(IKeyCustodian custodian)
{
    private readonly Secp256k1 _secp256k1 = Secp256k1.Best;
    private readonly ConstantCredentials _constantCredentials = new();

    /// <summary>Signs tickets and segment credentials.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    public async ValueTask<Payment> SignAsync(PaymentOrder order, PaymentPlan plan, bool replayed, CancellationToken cancellationToken)
    {
        var hasCredentials = SegmentCredentials.TryCreate(order.Job, out var credentials);
        if (!hasCredentials && order.Job is not ByocJob)
        {
            throw new InvalidOperationException("A job that cannot be signed passed the checks.");
        }

        // The credentials of work without a segment are the same for every payment of a manifest.
        var constant = hasCredentials && _constantCredentials.TryGet(credentials!, out var known) ? known : default(Signature65?);
        var signatures = await SignAsync(Digests(order, plan, constant is null ? credentials : null), cancellationToken);
        if (constant is null && hasCredentials)
        {
            constant = signatures[plan.TicketCount];
            _constantCredentials.Keep(credentials!, constant.Value);
        }

        var tickets = ImmutableArray.CreateBuilder<SignedTicket>(plan.TicketCount);
        for (var i = 0; i < plan.TicketCount; i++)
        {
            tickets.Add(new SignedTicket(plan.FirstNonce + (uint)i, signatures[i]));
        }

        return new Payment(custodian.Address, order, plan, order.Offer.Price!, tickets.MoveToImmutable(), constant, replayed);
    }

    /// <summary>Signs the name of the sender.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    public async ValueTask<SenderIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var signatures = await SignAsync([OrchestratorIdentity.Of(custodian.Address)], cancellationToken);
        return new SenderIdentity(custodian.Address, signatures[0]);
    }

    /// <summary>Signs a BYOC job.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    public async ValueTask<Signature65> SignAsync(ByocJobMessage message, CancellationToken cancellationToken) =>
        (await SignAsync([message.Digest()], cancellationToken))[0];

    private SignableDigest[] Digests(PaymentOrder order, PaymentPlan plan, SegmentCredentials? credentials)
    {
        var digests = new SignableDigest[plan.TicketCount + (credentials is null ? 0 : 1)];
        if (plan.TicketCount > 0)
        {
            var parameters = order.Offer.TicketParameters!;
            for (var i = 0; i < plan.TicketCount; i++)
            {
                digests[i] = TicketMessage.Of(new Ticket(
                    parameters.Recipient,
                    custodian.Address,
                    parameters.FaceValue,
                    parameters.WinProbability,
                    plan.FirstNonce + (uint)i,
                    parameters.RecipientRandHash,
                    plan.Expiration!));
            }
        }

        if (credentials is not null)
        {
            digests[plan.TicketCount] = credentials.Digest();
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
