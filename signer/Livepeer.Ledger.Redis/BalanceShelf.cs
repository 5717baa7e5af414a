using Livepeer.Crypto;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.State;
using Livepeer.Ledger.Redis.State.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis;

/// <summary>Balances as a list, for somebody who looks.</summary>
internal sealed class BalanceShelf(RedisConnection connection, KeyNames names)
{
    // Those of other generations and tenants stand in the same index.
    private const int MostIndexed = 50_000;

    public async ValueTask<IReadOnlyList<LedgerBalance>> ListAsync(long generation, TenantId? tenant, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var root = names.BalancesOf(generation);
            var indexed = await connection.AskAsync(
                database => database.SortedSetRangeByScoreAsync(names.Balances, now.ToUnixTimeMilliseconds(), order: Order.Descending, take: MostIndexed), cancellationToken);
            var wanted = indexed
                .Select(key => (string)key!)
                .Where(key => key.StartsWith(root, StringComparison.Ordinal))
                .Select(key => (Key: key, Id: IdOf(key[root.Length..])))
                .Where(found => tenant is null || found.Id.Tenant == tenant)
                .OrderBy(found => found.Id.Tenant.Value, StringComparer.Ordinal)
                .ThenBy(found => found.Key, StringComparer.Ordinal)
                .Take(limit)
                .ToArray();
            var rows = await connection.AskAsync(database => Task.WhenAll(wanted.Select(found => database.HashGetAllAsync(found.Key))), cancellationToken);
            return
            [
                .. wanted.Zip(rows)
                    .Select(pair => Read(generation, pair.First.Id, pair.Second))
                    .OfType<LedgerBalance>()
                    .Where(balance => now < Lifetimes.End(balance.State))
                    .Select(balance => balance with { State = BalanceRules.Expire(balance.State, now) }),
            ];
        }
        catch (RedisCallException e)
        {
            throw new LedgerUnavailableException(e.Message, e);
        }
    }

    private static BucketId IdOf(string text)
    {
        var parts = KeyNames.Split(text);
        return new(new TenantId(parts[0]), new BalanceKey(EthAddress.Parse(parts[1]), EthAddress.Parse(parts[2]), parts[3]));
    }

    private LedgerBalance? Read(long generation, BucketId id, HashEntry[] fields)
    {
        if (fields.FirstOrDefault(field => field.Name.IsNullOrEmpty) is not { Value: { IsNull: false } value })
        {
            return null;
        }

        var head = (string)value!;
        var parts = fields.Where(field => !field.Name.IsNullOrEmpty).Select(field => ((string)field.Name!, (string)field.Value!)).ToArray();
        return new(id.Tenant, id.Key, new BalanceRows(names, () => generation).Read(id, head[(head.IndexOf('|', StringComparison.Ordinal) + 1)..], parts));
    }
}
