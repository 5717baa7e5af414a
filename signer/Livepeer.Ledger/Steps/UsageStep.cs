using Livepeer.Ledger.State;
using Livepeer.Payments.Desk.Usage;

namespace Livepeer.Ledger.Steps;

/// <summary>
/// Puts a payment into the account: the single event, and its part of the day's sums. Sums only grow. Settlements move balances and leave the account as it
/// is, and a payment that was lost and comes back is added like a new one. So nothing ever has to find the line that a payment went to before.
/// </summary>
internal static class UsageStep
{
    public static void Add(ILedgerState state, UsageRecord record)
    {
        state.Append(record);
        var line = UsageSums.LineOf(record);
        var sums = state.Line(line);
        if (sums is not null)
        {
            state.Change(line, UsageSums.Add(sums, line, record));
            return;
        }

        // Lines are counted only when there is one to open: most payments belong to one that is there.
        var day = new TenantDay(line.Tenant, line.Day);
        var lines = state.Lines(day);
        if (lines >= UsageSums.MostLines)
        {
            line = UsageSums.OtherOf(line);
            sums = state.Line(line);
        }

        if (sums is null)
        {
            state.Change(day, new LineCount(lines + 1));
        }

        state.Change(line, UsageSums.Add(sums, line, record));
    }
}
