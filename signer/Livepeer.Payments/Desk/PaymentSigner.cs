using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>Signs what a plan says, and lets no signature out that does not recover to the sender.</summary>
internal sealed class PaymentSigner(IKeyCustodian custodian)
{
    private readonly Secp256k1 _secp256k1 = Secp256k1.Best;

    /// <summary>Signs tickets and segment credentials.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    public async ValueTask<Payment> SignAsync(PaymentOrder order, PaymentPlan plan, bool replayed, CancellationToken cancellationToken)
    {
        var signatures = await SignAsync(Digests(order, plan), cancellationToken);
        var tickets = ImmutableArray.CreateBuilder<SignedTicket>(plan.TicketCount);
        for (var i = 0; i < plan.TicketCount; i++)
        {
            tickets.Add(new SignedTicket(plan.FirstNonce + (uint)i, signatures[i]));
        }

        return new Payment(custodian.Address, order, plan, order.Offer.Price!, tickets.MoveToImmutable(), signatures[plan.TicketCount], replayed);
    }

    /// <summary>Signs the name of the sender.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used, or gives wrong signatures.</exception>
    public async ValueTask<SenderIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        var signatures = await SignAsync([OrchestratorIdentity.Of(custodian.Address)], cancellationToken);
        return new SenderIdentity(custodian.Address, signatures[0]);
    }

    private SignableDigest[] Digests(PaymentOrder order, PaymentPlan plan)
    {
        var digests = new SignableDigest[plan.TicketCount + 1];
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

        digests[plan.TicketCount] = SegmentCredentials.TryCreate(order.Job, out var credentials)
            ? credentials.Digest()
            : throw new InvalidOperationException("A job that cannot be signed passed the checks.");
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
