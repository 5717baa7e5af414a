namespace Livepeer.Payments.Desk;

/// <summary>How outcomes move a balance.</summary>
public static class BalanceRules
{
    /// <summary>Applies one outcome to its balance. A payment that is not open in the balance changes nothing.</summary>
    /// <param name="balance">Before.</param>
    /// <param name="settlement">The outcome.</param>
    /// <param name="now">The ledger's clock.</param>
    /// <returns>After; the same instance when nothing changed.</returns>
    public static BalanceState Settle(BalanceState balance, Settlement settlement, DateTimeOffset now) => throw new NotImplementedException();

    /// <summary>Writes off open payments whose time is over, and forgets a balance that was idle for 9 minutes.</summary>
    public static BalanceState Expire(BalanceState balance, DateTimeOffset now) => throw new NotImplementedException();
}
