using System.Globalization;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.State;

/// <summary>
/// Names of the keys. All begin with <c>{prefix}:</c>, of which a cluster hashes only what is in the braces: one step touches many keys, and they must
/// live in one slot. Parts are divided by '|', which is escaped inside them, so that two rows never have one name.
/// </summary>
internal sealed class KeyNames
{
    private readonly string _root;

    public KeyNames(string prefix)
    {
        _root = $"{{{prefix}}}:";
        Head = _root + "head";
        Usage = _root + "usage";
        Days = _root + "days";
        Balances = _root + "balances";
        Delivery = _root + "delivery";
        Turn = _root + "turn";
        NextTurn = _root + "turn-next";
        Anchors = _root + "anchors";
    }

    /// <summary>Hash: format, id, seal key, generation, halt, when it was changed last, clock, who wrote last, number of the last usage event, number of the last one delivered.</summary>
    public RedisKey Head { get; }

    /// <summary>Stream of usage events.</summary>
    public RedisKey Usage { get; }

    /// <summary>Sorted set of the days that have sums.</summary>
    public RedisKey Days { get; }

    /// <summary>Sorted set of the keys of balances, by the end of their life in Unix milliseconds.</summary>
    public RedisKey Balances { get; }

    /// <summary>Who delivers usage events now.</summary>
    public RedisKey Delivery { get; }

    /// <summary>Whose turn it is to write, while signers contend.</summary>
    public RedisKey Turn { get; }

    /// <summary>Who waits for it.</summary>
    public RedisKey NextTurn { get; }

    /// <summary>Hash: an audit log to the last record that is known of it.</summary>
    public RedisKey Anchors { get; }

    public RedisKey Writer(string instance) => _root + "writer:" + instance;

    public RedisKey Epoch(uint epoch) => _root + "epoch:" + epoch.ToString(CultureInfo.InvariantCulture);

    /// <summary>"Already paid": kept a day longer than the plan.</summary>
    public RedisKey Payment(PaymentId id) => _root + "payment:" + Parts(id.Tenant.Value, id.IdempotencyKey);

    public RedisKey Plan(PaymentId id) => _root + "plan:" + Parts(id.Tenant.Value, id.IdempotencyKey);

    public RedisKey Nonces(NonceKey key) => _root + "nonces:" + Parts(key.Sender.ToString(), key.RecipientRandHash.ToString());

    public RedisKey Session(SessionId id) => _root + "session:" + Parts(id.Tenant.Value, id.Key.Recipient.ToString(), id.Key.PaymentSessionId);

    public RedisKey Spend(TenantId tenant) => _root + "spend:" + Parts(tenant.Value);

    /// <summary>Balances end with the generation in which they were made: what a lost write took from them is not known.</summary>
    public RedisKey Balance(long generation, BucketId id) =>
        BalancesOf(generation) + Parts(id.Tenant.Value, id.Key.Sender.ToString(), id.Key.Recipient.ToString(), id.Key.Bucket);

    /// <summary>Begins the keys of all balances of a generation.</summary>
    public string BalancesOf(long generation) => string.Create(CultureInfo.InvariantCulture, $"{_root}balance:{generation}:");

    /// <summary>Hash: a line of the account to its sums, and a tenant to the number of its lines. They are lost together or not at all.</summary>
    public RedisKey Day(DateOnly day) => _root + "day:" + day.DayNumber.ToString(CultureInfo.InvariantCulture);

    public static RedisValue Line(UsageDayId id) => Parts(id.Tenant.Value, id.Kind.ToString(), id.Capability, id.Model);

    /// <summary>The field that counts a tenant's lines. It has no '|', and every line has some.</summary>
    public static RedisValue LineCount(TenantDay day) => Parts(day.Tenant.Value);

    /// <summary>Matches the fields of a tenant's lines. What else would mean something in a pattern is escaped.</summary>
    public static RedisValue LinesOf(TenantId tenant)
    {
        var name = Parts(tenant.Value);
        foreach (var special in @"\*?[]")
        {
            name = name.Replace(special.ToString(), @"\" + special, StringComparison.Ordinal);
        }

        return name + "|*";
    }

    public static bool IsLine(string field) => field.Contains('|', StringComparison.Ordinal);

    public static UsageDayId LineOf(DateOnly day, string field)
    {
        var parts = Split(field);
        return new(day, new TenantId(parts[0]), Enum.Parse<JobKind>(parts[1]), parts[2], parts[3]);
    }

    public static string Parts(params ReadOnlySpan<string> parts)
    {
        if (parts.Length == 1)
        {
            return Escape(parts[0]);
        }

        var escaped = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            escaped[i] = Escape(parts[i]);
        }

        return string.Join('|', escaped);
    }

    public static string[] Split(string text) => [.. text.Split('|').Select(part => part.Replace("%7C", "|", StringComparison.Ordinal).Replace("%25", "%", StringComparison.Ordinal))];

    private static string Escape(string part) =>
        part.AsSpan().IndexOfAny('|', '%') < 0 ? part : part.Replace("%", "%25", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal);
}
