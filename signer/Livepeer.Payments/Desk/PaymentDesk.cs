using System.Diagnostics;
using Livepeer.Crypto;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Desk;

/// <summary>
/// The single way to a payment: an order is checked, planned and made durable in one ledger step, and only then signed; what was signed is recorded in the
/// audit log before it is released. A crash in between loses numbers, never money. Safe for any number of callers at once.
/// </summary>
public sealed class PaymentDesk
{
    private readonly PaymentSigner _signer;
    private readonly ILedger _ledger;
    private readonly ISigningSwitch _switch;
    private readonly IChainView _chain;
    private readonly PaymentPolicy _policy;
    private readonly TimeProvider _time;

    // Immutable once set; two callers that compute it at once find the same bytes.
    private volatile IdentityResult.Known? _identity;

    /// <summary>Opens the desk.</summary>
    /// <param name="custodian">Holds the deposit key; must sign deterministically, because a payment that is asked for again is signed again.</param>
    /// <param name="ledger">Remembers payments.</param>
    /// <param name="signingSwitch">Stops everything; of the same store as the ledger.</param>
    /// <param name="audit">Records every signature before it is released.</param>
    /// <param name="chain">Knows the sender's funds and the L1 block.</param>
    /// <param name="policy">Limits of this signer.</param>
    /// <param name="time">The wall clock: the age of the L1 block and what is left of a token are judged by it.</param>
    /// <exception cref="ArgumentException">
    /// The custodian gives another signature each time: one ticket would get a new chance to win with every repetition (requirement S2).
    /// </exception>
    public PaymentDesk(
        IKeyCustodian custodian, ILedger ledger, ISigningSwitch signingSwitch, IAuditLog audit, IChainView chain, PaymentPolicy policy, TimeProvider time)
    {
        if (!custodian.SignsDeterministically)
        {
            throw new ArgumentException(
                "The key does not sign deterministically: a payment signed again would have other bytes and another chance to win. Use a key that does.",
                nameof(custodian));
        }

        Sender = custodian.Address;
        _signer = new PaymentSigner(custodian, audit);
        _ledger = ledger;
        _switch = signingSwitch;
        _chain = chain;
        _policy = policy;
        _time = time;
    }

    /// <summary>Account that pays.</summary>
    public EthAddress Sender { get; }

    /// <summary>Makes one payment, or says why not.</summary>
    /// <param name="order">
    /// From an authenticated caller. Its settlements are applied also when the order is refused, unless they or the tenant are malformed themselves.
    /// </param>
    /// <param name="cancellationToken">Cancels waiting. A payment that was already durable is found again with its idempotency key.</param>
    /// <returns>
    /// The payment, or a refusal. With <see cref="RefusalKind.CustodyUnavailable"/> or <see cref="RefusalKind.AuditUnavailable"/> the payment may be durable
    /// and only its signatures missing: ask again with the same idempotency key. With <see cref="RefusalKind.LedgerUnavailable"/> the settlements may not be applied: send them again.
    /// </returns>
    public ValueTask<PaymentResult> PayAsync(PaymentOrder order, CancellationToken cancellationToken) => RunAsync(order, forReal: true, cancellationToken);

    /// <summary>What <see cref="PayAsync"/> would do at this moment, without any effect: for somebody who has to be asked first.</summary>
    /// <param name="order">From an authenticated caller, without settlements.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>
    /// <see cref="PaymentResult.Projected"/> also for an order that was paid before, whose plan it then is; or the refusal.
    /// </returns>
    public ValueTask<PaymentResult> ProjectAsync(PaymentOrder order, CancellationToken cancellationToken) => RunAsync(order, forReal: false, cancellationToken);

    private async ValueTask<PaymentResult> RunAsync(PaymentOrder order, bool forReal, CancellationToken cancellationToken)
    {
        if (OrderCheck.Check(order.Tenant, order.Settlements) is { } malformed)
        {
            return new PaymentResult.Refused(malformed);
        }

        try
        {
            if ((OrderCheck.Check(order) ?? TenantRules.Check(order, _policy) ?? Latched()) is { } refusal)
            {
                return await RefuseAsync(order, refusal, cancellationToken);
            }

            var priced = PricedOrder.Of(order, Sender);
            var chain = _chain.Current;
            var wallNow = _time.GetUtcNow();
            var decision = await _ledger.ApplyAsync(
                priced.Keys,
                order.Settlements,
                snapshot => forReal
                    ? Planner.Plan(snapshot, priced, chain, wallNow, _policy)
                    : Projection(Planner.Plan(snapshot, priced, chain, wallNow, _policy)),
                cancellationToken);
            return decision switch
            {
                // Whoever stopped this process while the ledger worked, or could not be reached, wants no signature any more.
                LedgerDecision.Commit or LedgerDecision.Replay when Latched() is { } stopped => new PaymentResult.Refused(stopped),
                LedgerDecision.Project project => new PaymentResult.Projected(project.Plan),
                LedgerDecision.Commit commit => new PaymentResult.Paid(await _signer.SignAsync(order, AuditedPayment.Of(priced, commit), cancellationToken)),
                LedgerDecision.Replay replay => new PaymentResult.Paid(await _signer.SignAsync(order, AuditedPayment.Of(priced, replay), cancellationToken)),
                LedgerDecision.Refuse refuse => new PaymentResult.Refused(refuse.Refusal) { Meter = refuse.Meter },
                _ => throw new UnreachableException(),
            };
        }
        catch (LedgerUnavailableException exception)
        {
            return new PaymentResult.Refused(new(RefusalKind.LedgerUnavailable, exception.Message));
        }
        catch (CustodyUnavailableException exception)
        {
            return new PaymentResult.Refused(new(RefusalKind.CustodyUnavailable, exception.Message));
        }
        catch (AuditUnavailableException exception)
        {
            return new PaymentResult.Refused(new(RefusalKind.AuditUnavailable, exception.Message));
        }
    }

    /// <summary>Applies outcomes of earlier payments.</summary>
    /// <param name="tenant">Whose payments.</param>
    /// <param name="settlements">1 to 16.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>One result per settlement in their order, or a refusal.</returns>
    public async ValueTask<SettleResult> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        if (OrderCheck.Check(tenant, settlements) is { } malformed)
        {
            return new SettleResult.Refused(malformed);
        }

        if (settlements.Count == 0)
        {
            return new SettleResult.Refused(OrderCheck.Invalid("The request names no settlement.", "0", "1"));
        }

        try
        {
            return new SettleResult.Settled(await _ledger.SettleAsync(tenant, settlements, cancellationToken));
        }
        catch (LedgerUnavailableException exception)
        {
            return new SettleResult.Refused(new(RefusalKind.LedgerUnavailable, exception.Message));
        }
    }

    /// <summary>Signs a BYOC job. It moves no money by itself, but an orchestrator charges the sender for the job it authorises.</summary>
    /// <param name="tenant">Who asks; proven by the host.</param>
    /// <param name="limits">What the tenant may do.</param>
    /// <param name="message">The job.</param>
    /// <param name="requestId">The host's name for the request, for the audit log: printable ASCII, at most 128 characters; empty for none.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>The signature, or a refusal.</returns>
    public async ValueTask<ByocSignatureResult> SignByocJobAsync(
        TenantId tenant, TenantLimits limits, ByocJobMessage message, string requestId, CancellationToken cancellationToken)
    {
        if (!limits.Jobs.Has(JobKind.SignByoc))
        {
            return new ByocSignatureResult.Refused(
                new(RefusalKind.JobNotAllowed, $"The tenant {tenant} may not sign BYOC jobs.", nameof(JobKind.SignByoc), limits.Jobs.ToString()));
        }

        try
        {
            var halt = _switch.Latched ?? await _switch.ReadAsync(cancellationToken) ?? _switch.Latched;
            return halt is not null
                ? new ByocSignatureResult.Refused(Planner.Halted(halt))
                : new ByocSignatureResult.Signed(Sender, await _signer.SignAsync(tenant, message, requestId, cancellationToken));
        }
        catch (LedgerUnavailableException exception)
        {
            return new ByocSignatureResult.Refused(new(RefusalKind.LedgerUnavailable, exception.Message));
        }
        catch (CustodyUnavailableException exception)
        {
            return new ByocSignatureResult.Refused(new(RefusalKind.CustodyUnavailable, exception.Message));
        }
        catch (AuditUnavailableException exception)
        {
            return new ByocSignatureResult.Refused(new(RefusalKind.AuditUnavailable, exception.Message));
        }
    }

    /// <summary>Who pays, with the signature that GetOrchestrator wants. Signed once; the signature of a key never changes.</summary>
    /// <returns>The identity, or <see cref="RefusalKind.CustodyUnavailable"/> or <see cref="RefusalKind.AuditUnavailable"/>.</returns>
    public async ValueTask<IdentityResult> GetIdentityAsync(CancellationToken cancellationToken)
    {
        if (_identity is { } known)
        {
            return known;
        }

        try
        {
            return _identity = new IdentityResult.Known(await _signer.IdentifyAsync(cancellationToken));
        }
        catch (CustodyUnavailableException exception)
        {
            return new IdentityResult.Refused(new(RefusalKind.CustodyUnavailable, exception.Message));
        }
        catch (AuditUnavailableException exception)
        {
            return new IdentityResult.Refused(new(RefusalKind.AuditUnavailable, exception.Message));
        }
    }

    private PaymentRefusal? Latched() => _switch.Latched is { } halt ? Planner.Halted(halt) : null;

    private static LedgerDecision Projection(LedgerDecision decision) => decision switch
    {
        LedgerDecision.Commit commit => new LedgerDecision.Project(commit.Plan),
        LedgerDecision.Replay replay => new LedgerDecision.Project(replay.Plan),
        _ => decision,
    };

    // What the caller reported is true whatever is wrong with the order it came with.
    private async ValueTask<PaymentResult> RefuseAsync(PaymentOrder order, PaymentRefusal refusal, CancellationToken cancellationToken)
    {
        if (order.Settlements.Count > 0)
        {
            await _ledger.SettleAsync(order.Tenant, order.Settlements, cancellationToken);
        }

        return new PaymentResult.Refused(refusal);
    }
}
