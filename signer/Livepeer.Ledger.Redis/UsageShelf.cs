using System.Globalization;
using Livepeer.Ledger.Formats;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Scripts;
using Livepeer.Ledger.Redis.State;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis;

/// <summary>The account of payments as it is read: a stream of single ones and a hash of sums for each day.</summary>
internal sealed class UsageShelf(RedisConnection connection, KeyNames names)
{
    private const int Slice = 500;
    private const int MostSlices = 64;

    private static readonly Comparer<(UsageDayId Id, string Text)> InOrder = Comparer<(UsageDayId Id, string Text)>.Create(static (one, other) =>
        string.CompareOrdinal(one.Id.Tenant.Value, other.Id.Tenant.Value) is not 0 and var byTenant ? byTenant
        : string.CompareOrdinal(one.Id.Kind.ToString(), other.Id.Kind.ToString()) is not 0 and var byKind ? byKind
        : string.CompareOrdinal(one.Id.Capability, other.Id.Capability) is not 0 and var byCapability ? byCapability
        : string.CompareOrdinal(one.Id.Model, other.Id.Model));

    public async ValueTask<IReadOnlyList<UsageDay>> ReadDaysAsync(UsageQuery query, CancellationToken cancellationToken)
    {
        var found = new List<UsageDay>();
        var days = await AskAsync(database => database.SortedSetRangeByScoreAsync(names.Days, query.From.DayNumber, query.To.DayNumber), cancellationToken);
        foreach (var number in days)
        {
            if (found.Count >= query.Limit)
            {
                break;
            }

            var day = DateOnly.FromDayNumber((int)number);
            var lines = await AskAsync(database => FirstLinesAsync(database, day, query.Tenant, query.Limit - found.Count, cancellationToken), cancellationToken);
            found.AddRange(lines.Select(line => UsageDayJson.Read(line.Text[(line.Text.IndexOf('|', StringComparison.Ordinal) + 1)..], line.Id)));
        }

        return found;
    }

    public async ValueTask<IReadOnlyList<StoredUsage>> ReadEventsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        var entries = await AskAsync(database => database.StreamRangeAsync(names.Usage, StreamId(after + 1), "+", limit), cancellationToken);
        return [.. entries.Select(Read)];
    }

    public async ValueTask<long> ReadDeliveredAsync(CancellationToken cancellationToken) => Number(await AskAsync(database => database.HashGetAsync(names.Head, "delivered"), cancellationToken));

    public async ValueTask<long> ReadLastAsync(CancellationToken cancellationToken)
    {
        var found = await AskAsync(database => database.HashGetAsync(names.Head, ["usage", "delivered"]), cancellationToken);
        return Math.Max(Number(found[0]), Number(found[1]));
    }

    public async ValueTask AcknowledgeAsync(long upTo, CancellationToken cancellationToken) =>
        await EvaluateAsync(RedisScripts.Acknowledge, names.Head, [upTo], cancellationToken);

    public async ValueTask<bool> TryHoldDeliveryAsync(string holder, TimeSpan duration, CancellationToken cancellationToken) =>
        (int)await EvaluateAsync(RedisScripts.Hold, names.Delivery, [holder, (long)duration.TotalMilliseconds], cancellationToken) == 1;

    /// <summary>Forgets events that were kept for long enough, the oldest first. Several signers may do it at once.</summary>
    public async Task TidyAsync(DateTimeOffset now, UsageRetention retention)
    {
        await AskAsync(database => database.StreamTrimAsync(names.Usage, (int)Math.Min(int.MaxValue, retention.MostEvents), useApproximateMaxLength: true), CancellationToken.None);
        var delivered = await ReadDeliveredAsync(CancellationToken.None);
        for (var slice = 0; slice < MostSlices; slice++)
        {
            var entries = await AskAsync(database => database.StreamRangeAsync(names.Usage, "-", "+", Slice), CancellationToken.None);
            var over = entries.TakeWhile(entry => IsOver(entry, delivered, now, retention)).Count();
            if (over == 0)
            {
                return;
            }

            await AskAsync(database => database.StreamTrimByMinIdAsync(names.Usage, StreamId(NumberOf(entries[over - 1]) + 1)), CancellationToken.None);
            if (over < Slice)
            {
                return;
            }
        }
    }

    // A tenant's lines are bounded, tenants are not: in one piece a day of thousands of them would keep the server from payments for as long as it takes.
    private async Task<SortedSet<(UsageDayId Id, string Text)>> FirstLinesAsync(
        IDatabase database, DateOnly day, TenantId? tenant, int limit, CancellationToken cancellationToken)
    {
        var first = new SortedSet<(UsageDayId Id, string Text)>(InOrder);
        var wanted = tenant is { } one ? KeyNames.LinesOf(one) : default;
        await foreach (var field in database.HashScanAsync(names.Day(day), wanted, Slice).WithCancellation(cancellationToken))
        {
            if (KeyNames.IsLine(field.Name!))
            {
                // The same one may come twice.
                var line = (KeyNames.LineOf(day, field.Name!), (string)field.Value!);
                first.Remove(line);
                first.Add(line);
                if (first.Count > limit)
                {
                    first.Remove(first.Max);
                }
            }
        }

        return first;
    }

    private static bool IsOver(StreamEntry entry, long delivered, DateTimeOffset now, UsageRetention retention)
    {
        var at = new DateTimeOffset((long)entry["at"], TimeSpan.Zero);
        return at <= Lifetimes.Before(now, retention.Any) || (NumberOf(entry) <= delivered && at <= Lifetimes.Before(now, retention.Delivered));
    }

    private static StoredUsage Read(StreamEntry entry)
    {
        var record = UsageJson.Read(entry["event"]!, new DateTimeOffset((long)entry["at"], TimeSpan.Zero));
        return new(NumberOf(entry), UsageEventId.Of(record), record);
    }

    private static string StreamId(long number) => string.Create(CultureInfo.InvariantCulture, $"{number}-0");

    private static long NumberOf(StreamEntry entry)
    {
        var id = (string)entry.Id!;
        return long.Parse(id.AsSpan(0, id.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }

    private static long Number(RedisValue value) => value.IsNull ? 0 : (long)value;

    private async Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey key, RedisValue[] values, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.EvaluateAsync(script, [key], values, cancellationToken);
        }
        catch (RedisCallException e)
        {
            throw new LedgerUnavailableException(e.Message, e);
        }
    }

    private async Task<TResult> AskAsync<TResult>(Func<IDatabase, Task<TResult>> question, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.AskAsync(question, cancellationToken);
        }
        catch (RedisCallException e)
        {
            throw new LedgerUnavailableException(e.Message, e);
        }
    }
}
