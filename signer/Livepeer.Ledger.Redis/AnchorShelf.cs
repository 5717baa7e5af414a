using System.Globalization;
using Livepeer.Crypto;
using Livepeer.Ledger.Redis.Connection;
using Livepeer.Ledger.Redis.Scripts;
using Livepeer.Ledger.Redis.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis;

/// <summary>Ends of audit logs: a hash of logs to <c>number hash milliseconds</c>. No part of the steps of payments, which never wait for it.</summary>
internal sealed class AnchorShelf(RedisConnection connection, KeyNames names)
{
    public async ValueTask AnchorAsync(LogAnchor anchor, LogAnchor? instead, CancellationToken cancellationToken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{RecordOf(anchor)} {anchor.At.ToUnixTimeMilliseconds()}");
        RedisValue[] values = [anchor.Log, text, instead is null ? string.Empty : RecordOf(instead), ILedgerAnchors.MaxLogs];
        await AskAsync(() => connection.EvaluateAsync(RedisScripts.Anchor, [names.Anchors], values, cancellationToken));
    }

    public async ValueTask<IReadOnlyList<LogAnchor>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = await AskAsync(() => connection.AskAsync(database => database.HashGetAllAsync(names.Anchors, CommandFlags.DemandMaster), cancellationToken));
        return [.. found.Select(Of).OfType<LogAnchor>().OrderBy(anchor => anchor.Log, StringComparer.Ordinal)];
    }

    private static string RecordOf(LogAnchor anchor) => string.Create(CultureInfo.InvariantCulture, $"{anchor.Sequence} {anchor.Hash}");

    // Null for what somebody spoiled: it is as good as gone, and must not keep signers from starting.
    private static LogAnchor? Of(HashEntry entry)
    {
        var words = ((string)entry.Value!).Split(' ');
        return words.Length == 3
            && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && Hash32.TryParse(words[1], out var hash)
            && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new LogAnchor(entry.Name!, sequence, hash, DateTimeOffset.FromUnixTimeMilliseconds(at))
            : null;
    }

    private static async Task<TResult> AskAsync<TResult>(Func<Task<TResult>> question)
    {
        try
        {
            return await question();
        }
        catch (RedisCallException e)
        {
            throw new LedgerUnavailableException(e.Message, e);
        }
    }
}
