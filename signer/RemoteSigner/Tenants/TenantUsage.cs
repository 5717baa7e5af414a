using System.Collections.Concurrent;
using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;

namespace RemoteSigner.Tenants;

/// <summary>What each tenant was given since the start of the program; the ledger has it for good.</summary>
internal sealed class TenantUsage
{
    private const int MaxTenants = 1_024;

    // Registered tenants are few, those that a webhook names are not.
    private static readonly TenantId Others = new("(others)");

    private readonly ConcurrentDictionary<TenantId, Account> _accounts = new();

    public void Add(UsageRecord record)
    {
        var account = _accounts.TryGetValue(record.Tenant, out var known)
            ? known
            : _accounts.GetOrAdd(_accounts.Count < MaxTenants ? record.Tenant : Others, static _ => new Account());
        lock (account)
        {
            account.Payments++;
            account.Tickets += record.Tickets;
            account.ExpectedValueWei += record.ExpectedValue.Ceiling();
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
