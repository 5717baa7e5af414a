using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>How payments and their outcomes move a balance.</summary>
/// <remarks>
/// A payment takes all free credit with it, so that two payments in flight never count on the same wei. Source: go-livepeer core/accounting.go.
/// </remarks>
public static class BalanceRules
{
    /// <summary>Orchestrators forget a balance that was idle for 10 minutes; the sender is a minute earlier. Source: go-livepeer core/accounting.go.</summary>
    public static readonly TimeSpan IdleLifetime = TimeSpan.FromMinutes(9);

    /// <summary>Orchestrators choose denominators. A fraction of which either side needs more bits is rounded down to whole wei.</summary>
    public const int MaxFractionBits = 4096;

    // What orchestrators say when their balance is not the one expected here: it ran out, or their secrets changed with a restart.
    // Source: go-livepeer server/segment_rpc.go, pm/recipient.go, server/rpc.go.
    private static readonly string[] DriftTexts = ["insufficient balance", "invalid recipientrand", "invalid auth token"];

    /// <summary>Applies one outcome to its balance.</summary>
    /// <param name="balance">Before.</param>
    /// <param name="settlement">The outcome.</param>
    /// <param name="now">The ledger's clock.</param>
    /// <returns>After; the same instance when the payment is not open in the balance, or has expired there and counts as spent.</returns>
    /// <remarks>
    /// <see cref="BalanceState.LastUsed"/> stays: it is the last payment, because an orchestrator's idle time begins with the work and not with the report.
    /// </remarks>
    public static BalanceState Settle(BalanceState balance, Settlement settlement, DateTimeOffset now)
    {
        var index = IndexOf(balance, settlement.IdempotencyKey);
        if (index < 0 || balance.Open[index].ExpiresAt <= now)
        {
            return balance;
        }

        var payment = balance.Open[index];
        var left = balance with { Open = balance.Open.RemoveAt(index) };
        return settlement.Outcome switch
        {
            PaymentOutcomeKind.Delivered => left with
            {
                Credit = Bounded(left.Credit + payment.Existing + payment.NewCredit - (new Rational(settlement.BilledUnits) * payment.PricePerUnit)),
            },
            PaymentOutcomeKind.NotSent => left with { Credit = Bounded(left.Credit + payment.Existing) },
            PaymentOutcomeKind.Rejected when TellsOfDrift(settlement.OrchestratorText) => Void(left),
            PaymentOutcomeKind.Rejected or PaymentOutcomeKind.Lost => left,
            _ => balance,
        };
    }

    /// <summary>Writes off open payments whose time is over, and forgets a balance that was idle for <see cref="IdleLifetime"/>.</summary>
    /// <returns>What is left at this time; the same instance when nothing changed.</returns>
    /// <remarks>The planner calls it on what it reads; a store may call it at any time to free space.</remarks>
    public static BalanceState Expire(BalanceState balance, DateTimeOffset now)
    {
        if (ReferenceEquals(balance, BalanceState.Empty) || now - balance.LastUsed >= IdleLifetime)
        {
            return BalanceState.Empty;
        }

        foreach (var payment in balance.Open)
        {
            if (payment.ExpiresAt <= now)
            {
                return balance with { Open = balance.Open.RemoveAll(open => open.ExpiresAt <= now) };
            }
        }

        return balance;
    }

    /// <summary>Takes a new payment's share out of a balance.</summary>
    /// <param name="balance">Before, with expired payments removed.</param>
    /// <param name="payment">Its <see cref="OpenPayment.Existing"/> leaves the free credit.</param>
    /// <param name="now">The ledger's clock.</param>
    internal static BalanceState Open(BalanceState balance, OpenPayment payment, DateTimeOffset now) =>
        new(Bounded(balance.Credit - payment.Existing), balance.Open.Add(payment), now);

    /// <summary>The fraction itself, or the whole wei below it when it has grown out of bounds.</summary>
    public static Rational Bounded(Rational value) =>
        value.Numerator.GetBitLength() > MaxFractionBits || value.Denominator.GetBitLength() > MaxFractionBits ? new Rational(value.Floor()) : value;

    /// <summary>Whether an orchestrator's words say that its balance is not the one expected here.</summary>
    internal static bool TellsOfDrift(string text) => Array.Exists(DriftTexts, drift => text.Contains(drift, StringComparison.OrdinalIgnoreCase));

    // The orchestrator's balance is gone, so what open payments took from it is void as well. Their own tickets are not: an orchestrator that
    // accepts them credits them, and one that does not says so in their own outcome.
    private static BalanceState Void(BalanceState balance) => balance with
    {
        Credit = Rational.Zero,
        Open = [.. balance.Open.Select(payment => payment with { Existing = Rational.Zero })],
    };

    private static int IndexOf(BalanceState balance, string idempotencyKey)
    {
        for (var i = 0; i < balance.Open.Length; i++)
        {
            if (balance.Open[i].IdempotencyKey == idempotencyKey)
            {
                return i;
            }
        }

        return -1;
    }
}
