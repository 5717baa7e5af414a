using Livepeer.Payments.Desk;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>Whether a server keeps what it is given. Waits a while for one that is just starting.</summary>
internal static class ServerCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // What the scripts use came with it.
    private static readonly Version Oldest = new(6, 2);

    /// <returns>What is not as safe as it could be.</returns>
    /// <exception cref="RedisCallException">The server cannot be asked.</exception>
    /// <exception cref="LedgerUnavailableException">It is too old, or would lose payments.</exception>
    public static async Task<IReadOnlyList<string>> RunAsync(RedisConnection connection, RedisLedgerOptions options, CancellationToken cancellationToken)
    {
        var server = await PatientlyAsync(connection, options.StartPatience, "server", cancellationToken);
        var persistence = await PatientlyAsync(connection, options.StartPatience, "persistence", cancellationToken);
        var memory = await PatientlyAsync(connection, options.StartPatience, "memory", cancellationToken);
        if (server is null || persistence is null || memory is null)
        {
            return ["The user of Redis may not ask for INFO, so nobody has checked its version, nor that it writes to its disk and evicts nothing."];
        }

        if (AgeProblem(server) is { } old)
        {
            throw new LedgerUnavailableException(old);
        }

        var problems = Losses(persistence, memory);
        return problems.Count == 0 || options.AllowVolatile
            ? problems
            : throw new LedgerUnavailableException(
                $"{string.Join(' ', problems)} Change the server, or allow it with {SignerFlags.AllowVolatile}: what Redis loses is noticed, and no nonce is used twice, but budgets and payments are forgotten.");
    }

    /// <summary>Why a server of this version will not do; null when it will, or says nothing that is a version.</summary>
    internal static string? AgeProblem(IReadOnlyDictionary<string, string> server) =>
        server.TryGetValue("redis_version", out var text) && Version.TryParse(text, out var version) && version < Oldest
            ? $"Redis {text} is too old: a ledger needs {Oldest} or newer."
            : null;

    private static List<string> Losses(IReadOnlyDictionary<string, string> persistence, IReadOnlyDictionary<string, string> memory)
    {
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

        return problems;
    }

    private static async Task<IReadOnlyDictionary<string, string>?> PatientlyAsync(RedisConnection connection, TimeSpan patience, string section, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await connection.ReportAsync(section);
            }
            catch (RedisCallException) when (time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }
}
