using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Ledger.Tests;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Redis.Tests.Servers;

/// <summary>What recipients have seen: every nonce of every set of ticket parameters, from whichever signer.</summary>
internal sealed class Recipients
{
    private readonly ConcurrentDictionary<(Hash32 RandHash, uint Nonce), string> _seen = [];

    public int Payments => _seen.Count;

    public int Refreshes => _refreshes;

    private int _refreshes;

    /// <summary>Pays once; a number that came before fails the test.</summary>
    /// <returns>The plan; null when the ledger wants other ticket parameters.</returns>
    public async Task<PaymentPlan?> PayAsync(ILedger ledger, string key, byte parameters = 1, string? bucket = null, long? budget = null)
    {
        var order = new Order(key) { RandHash = Order.Hash(parameters), Bucket = bucket ?? "bucket", Session = bucket ?? "session" };
        var decision = await ledger.ApplyAsync(order.Keys, [], snapshot => Decide(order, snapshot, budget), CancellationToken.None);
        switch (decision)
        {
            case LedgerDecision.Commit { Plan: var plan }:
                Assert.True(_seen.TryAdd((order.RandHash.Value, plan.FirstNonce), key), $"Nonce {plan.FirstNonce} comes twice: for {key} and before.");
                return plan;
            case LedgerDecision.Replay { Plan: var plan }:
                Assert.Equal(key, _seen.GetOrAdd((order.RandHash.Value, plan.FirstNonce), key));
                return plan;
            default:
                Interlocked.Increment(ref _refreshes);
                return null;
        }
    }

    private static LedgerDecision Decide(Order order, LedgerSnapshot snapshot, long? budget)
    {
        if (snapshot.Nonces is { } nonces && (nonces.Generation != snapshot.Generation || nonces.Used >= 1_000))
        {
            return Order.Refusal;
        }

        if (order.Decide(snapshot) is not LedgerDecision.Commit commit)
        {
            return order.Decide(snapshot);
        }

        var total = snapshot.Spend?.Total ?? SpendWindow.From(snapshot.Now);
        if (total.Payments >= budget)
        {
            return Order.Refusal;
        }

        var spent = total.Add(new BigInteger(Order.NewCredit), BigInteger.One);
        return commit with
        {
            Spend = new(spent, spent, spent, spent),
            Usage = UsageRecords.Record(order.Key, order.Tenant.Value, snapshot.Now) with { Fee = Rational.One },
        };
    }

    public static string Key(int client, int payment) => string.Create(CultureInfo.InvariantCulture, $"{client}-{payment}");
}
