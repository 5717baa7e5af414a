using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Steps;

/// <summary>
/// What the ledger holds a decision to, whatever the planner thought: a payment is stored once, and a nonce space only grows. A decision that breaks
/// these would make the ledger hand out a number twice; it is a fault of the planner, and nothing of the order is stored.
/// </summary>
internal static class CommitRules
{
    /// <exception cref="InvalidOperationException">The decision breaks a rule.</exception>
    public static void Check(LedgerKeys keys, LedgerSnapshot snapshot, LedgerDecision.Commit commit)
    {
        if (snapshot.Earlier is not null)
        {
            throw new InvalidOperationException("A payment is already stored under this idempotency key; it cannot be stored again.");
        }

        if (commit.Nonces is null)
        {
            return;
        }

        if (keys.Nonces is null)
        {
            throw new InvalidOperationException("The decision changes a nonce space, but the order names none.");
        }

        if (snapshot.Nonces is { } before && (before.Generation != commit.Nonces.Generation || commit.Nonces.Used < before.Used))
        {
            throw new InvalidOperationException(
                $"The nonce space {keys.Nonces.RecipientRandHash} would go back from {before.Used} of generation {before.Generation} to {commit.Nonces.Used} of generation {commit.Nonces.Generation}.");
        }
    }
}
