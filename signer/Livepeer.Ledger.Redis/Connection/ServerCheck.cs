using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>Whether a server keeps what it is given. Waits a while for one that is just starting.</summary>
internal static class ServerCheck
{
    /// <summary>How long a start waits for a server.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <returns>What is not as safe as it could be.</returns>
    /// <exception cref="RedisCallException">The server cannot be asked.</exception>
    /// <exception cref="LedgerUnavailableException">It would lose payments.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(RedisConnection connection, RedisLedgerOptions options, CancellationToken cancellationToken)
    {
        var persistence = await PatientlyAsync(connection, "persistence", cancellationToken);
        var memory = await PatientlyAsync(connection, "memory", cancellationToken);
        if (persistence is null || memory is null)
        {
            return ["The user of Redis may not ask for INFO, so nobody has checked that Redis writes to its disk and evicts nothing."];
        }

        var problems = new List<string>();
        if (persistence.GetValueOrDefault("aof_enabled") != "1")
        {
            problems.Add("Redis keeps no append-only file (appendonly no): a restart would lose payments.");
        }

        var policy = memory.GetValueOrDefault("maxmemory_policy", "noeviction");
        if (policy != "noeviction" && memory.GetValueOrDefault("maxmemory", "0") != "0")
        {
            problems.Add($"Redis evicts keys when its memory is full (maxmemory-policy {policy}): set noeviction.");
        }

        return problems.Count == 0 || options.AllowVolatile
            ? problems
            : throw new LedgerUnavailableException($"{string.Join(' ', problems)} Change the server, or allow it explicitly: what Redis loses is noticed, and no nonce is used twice, but budgets and payments are forgotten.");
    }

    private static async Task<IReadOnlyDictionary<string, string>?> PatientlyAsync(RedisConnection connection, string section, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await connection.ReportAsync(section);
            }
            catch (RedisCallException) when (time.GetElapsedTime(started) < Patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
