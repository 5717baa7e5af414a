using Livepeer.Payments.Desk.Tenants;

namespace Livepeer.Payments.Desk;

/// <summary>What a ledger shows the planner, all of one moment.</summary>
/// <param name="Now">The ledger's clock: the time of everything stored. It may be ahead of the wall clock.</param>
/// <param name="Epoch">The writer's epoch, 0 to 2^22 - 1: the tag of every nonce that this step hands out. No two lives of writers share one.</param>
/// <param name="Earlier">The payment already stored under the idempotency key, or null.</param>
/// <param name="Balance">The bucket, or null when nothing is known.</param>
/// <param name="Nonces">The nonce space, or null when it was never used or the order names none.</param>
/// <param name="Session">The payment session, or null when it is new.</param>
public sealed record LedgerSnapshot(
    DateTimeOffset Now,
    uint Epoch,
    StoredPayment? Earlier,
    BalanceState? Balance,
    NonceState? Nonces,
    SessionState? Session)
{
    /// <summary>
    /// The unbroken history that the store is in, 0 or more. A store that may have lost records begins another one: what was learnt before it about
    /// nonces and credit may be incomplete.
    /// </summary>
    public long Generation { get; init; }

    /// <summary>Ledger time until which the plan of <see cref="Earlier"/> is kept; without meaning when there is none.</summary>
    public DateTimeOffset EarlierKeptUntil { get; init; }

    /// <summary>What the tenant was given so far; null when nothing.</summary>
    public TenantSpend? Spend { get; init; }

    /// <summary>Set when all signing is stopped.</summary>
    public SigningHalt? Halt { get; init; }
}
