using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk;

/// <summary>How a nonce space is used up.</summary>
internal static class NonceRules
{
    // Twice the expected life of the parameters, and the two hours that requirement C1 asks for.
    private static readonly TimeSpan Retention = TimeSpan.FromHours(2);

    /// <summary>Whether a space has room for a number of tickets.</summary>
    public static PaymentRefusal? Check(LedgerSnapshot snapshot, int tickets, PaymentPolicy policy)
    {
        if (snapshot.Nonces is { } nonces && nonces.Generation != snapshot.Generation)
        {
            return new(
                RefusalKind.NonceSpaceClosed,
                $"These ticket parameters were used in generation {nonces.Generation} of the ledger, and records of it may be lost; the running one is {snapshot.Generation}.",
                Text(nonces.Generation),
                Text(snapshot.Generation));
        }

        var used = snapshot.Nonces?.Used ?? 0;
        return used + tickets <= policy.NonceLimit
            ? null
            : new(
                RefusalKind.NonceSpaceExhausted,
                $"{used} tickets were made with these ticket parameters, {tickets} more are needed; the limit is {policy.NonceLimit}.",
                Text(used + tickets),
                Text(policy.NonceLimit));
    }

    /// <summary>The space after a number of tickets.</summary>
    public static NonceState Take(LedgerSnapshot snapshot, int tickets, long blocksLeft)
    {
        var retainUntil = snapshot.Now + (2 * L1Time.Expected(blocksLeft)) + Retention;
        return snapshot.Nonces is { } nonces
            ? nonces with { Used = nonces.Used + tickets, RetainUntil = retainUntil > nonces.RetainUntil ? retainUntil : nonces.RetainUntil }
            : new NonceState(snapshot.Generation, tickets, retainUntil);
    }

    /// <summary>Tickets that a space still allows; 0 for an order without one.</summary>
    public static int Left(NonceState? nonces, NonceKey? key, PaymentPolicy policy) => key is null ? 0 : Math.Max(0, policy.NonceLimit - (nonces?.Used ?? 0));
}
