using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;

namespace Livepeer.Ledger.Orders;

/// <summary>What every ledger refuses to take.</summary>
internal static class OrderBounds
{
    private const int MaxSettlements = 16;
    private const int MaxReasonLength = 256;
    private const int MaxRows = 10_000;

    /// <exception cref="ArgumentException">Too many settlements.</exception>
    public static void Check(IReadOnlyList<Settlement> settlements)
    {
        ArgumentNullException.ThrowIfNull(settlements);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settlements.Count, MaxSettlements);
    }

    /// <exception cref="ArgumentException">Too many payments to look for or to put back, or one of a tenant that cannot be.</exception>
    public static void Check(IReadOnlyList<RecordedPayment> payments)
    {
        ArgumentNullException.ThrowIfNull(payments);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payments.Count, ILedgerRepair.MaxPayments);
        foreach (var payment in payments)
        {
            KeyTexts.Check(payment.Usage.Tenant);
        }
    }

    /// <exception cref="ArgumentException">No reason, or a novel.</exception>
    public static void CheckReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(reason.Length, MaxReasonLength);
    }

    /// <exception cref="ArgumentException">It names no log, or no record.</exception>
    public static void Check(LogAnchor anchor)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        ArgumentException.ThrowIfNullOrWhiteSpace(anchor.Log);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(anchor.Log.Length, LogAnchor.MaxLogLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(anchor.Sequence, 1);
    }

    /// <exception cref="ArgumentException">No rows, or too many.</exception>
    public static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxRows);
    }
}
