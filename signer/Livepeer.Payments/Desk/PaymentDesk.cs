using Livepeer.Crypto;

namespace Livepeer.Payments.Desk;

/// <summary>
/// The single way to a payment: an order is checked, planned and made durable in one ledger step, and only then signed. A crash in between loses
/// numbers, never money. Safe for any number of callers at once.
/// </summary>
public sealed class PaymentDesk
{
    private readonly IKeyCustodian _custodian;
    private readonly ILedger _ledger;
    private readonly IChainView _chain;
    private readonly PaymentPolicy _policy;

    /// <summary>Opens the desk.</summary>
    /// <param name="custodian">Holds the deposit key; must sign deterministically, because a payment that is asked for again is signed again.</param>
    /// <param name="ledger">Remembers payments.</param>
    /// <param name="chain">Knows the sender's funds and the L1 block.</param>
    /// <param name="policy">Limits of this signer.</param>
    /// <exception cref="ArgumentException">The custodian gives another signature each time: one ticket would get a new chance to win with every repetition (requirement S2).</exception>
    public PaymentDesk(IKeyCustodian custodian, ILedger ledger, IChainView chain, PaymentPolicy policy)
    {
        if (!custodian.SignsDeterministically)
        {
            throw new ArgumentException(
                "This key does not sign deterministically: signing a payment again would give other bytes, and another chance to win. The desk needs a key that does.",
                nameof(custodian));
        }

        _custodian = custodian;
        _ledger = ledger;
        _chain = chain;
        _policy = policy;
    }

    /// <summary>Account that pays.</summary>
    public EthAddress Sender => _custodian.Address;

    /// <summary>Makes one payment, or says why not.</summary>
    /// <param name="order">From an authenticated caller. Its settlements are applied also when the order is refused, unless they or the tenant are malformed themselves.</param>
    /// <param name="cancellationToken">Cancels waiting. A payment that was already durable is found again with its idempotency key.</param>
    /// <returns>The payment, or a refusal. With <see cref="RefusalKind.CustodyUnavailable"/> the payment may be durable and only its signatures are missing: ask again
    /// with the same idempotency key. With <see cref="RefusalKind.LedgerUnavailable"/> the settlements may not have been applied: send them again.</returns>
    public ValueTask<PaymentResult> PayAsync(PaymentOrder order, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Applies outcomes of earlier payments.</summary>
    /// <param name="tenant">Whose payments.</param>
    /// <param name="settlements">1 to 16.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <returns>One result per settlement in their order, or a refusal.</returns>
    public ValueTask<SettleResult> SettleAsync(TenantId tenant, IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Who pays, with the signature that GetOrchestrator wants. Signed once; the signature of a key never changes.</summary>
    /// <returns>The identity, or <see cref="RefusalKind.CustodyUnavailable"/>.</returns>
    public ValueTask<IdentityResult> GetIdentityAsync(CancellationToken cancellationToken) => throw new NotImplementedException();
}
