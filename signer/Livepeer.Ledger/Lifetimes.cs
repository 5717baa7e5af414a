using Livepeer.Payments.Desk;

namespace Livepeer.Ledger;

/// <summary>How long the ledger shows a record. A record past its time is invisible at once and swept from the file later.</summary>
internal static class Lifetimes
{
    public static TimeSpan IdleSession { get; } = TimeSpan.FromDays(1);

    /// <summary>The same moment as in <see cref="BalanceRules.Expire"/>: open payments do not keep a balance.</summary>
    public static DateTimeOffset End(BalanceState balance) => Later(balance.LastUsed, BalanceRules.IdleLifetime);

    public static DateTimeOffset End(SessionState session) => Later(session.LastUsed, IdleSession);

    public static DateTimeOffset TombstoneEnd(DateTimeOffset keepPlanUntil) => Later(keepPlanUntil, LedgerDecision.TombstoneLifetime);

    public static DateTimeOffset Before(DateTimeOffset time, TimeSpan by) =>
        time < DateTimeOffset.MinValue + by ? DateTimeOffset.MinValue : time - by;

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) =>
        time > DateTimeOffset.MaxValue - by ? DateTimeOffset.MaxValue : time + by;
}
