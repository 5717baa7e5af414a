using System.Collections.Concurrent;
using System.Numerics;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Tenants;

/// <summary>What each tenant was given since the start of the program. Repeated answers count once, in the payment they repeat.</summary>
internal sealed class TenantUsage
{
    // Tenants come from the tenant file alone, so the number of entries is bounded by it.
    private readonly ConcurrentDictionary<TenantId, Account> _accounts = new();

    public void Paid(TenantId tenant, Payment payment)
    {
        if (payment.Replayed)
        {
            return;
        }

        var account = _accounts.GetOrAdd(tenant, static _ => new Account());
        lock (account)
        {
            account.Payments++;
            account.Tickets += payment.Plan.TicketCount;
            account.ExpectedValueWei += payment.Plan.NewCredit.Ceiling();
        }
    }

    public IReadOnlyList<TenantTotals> Read() =>
        [.. _accounts.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).Select(entry =>
        {
            lock (entry.Value)
            {
                return new TenantTotals(entry.Key, entry.Value.Payments, entry.Value.Tickets, entry.Value.ExpectedValueWei);
            }
        })];

    private sealed class Account
    {
        public long Payments { get; set; }

        public long Tickets { get; set; }

        public BigInteger ExpectedValueWei { get; set; }
    }
}

/// <summary>Totals of one tenant; the expected value of each payment is rounded up to whole wei.</summary>
internal sealed record TenantTotals(TenantId Tenant, long Payments, long Tickets, BigInteger ExpectedValueWei);
