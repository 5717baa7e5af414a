using Livepeer.Ledger.Redis.Scripts;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>The one way to the server. Safe for any number of callers; every call ends within <see cref="RedisLedgerOptions.Patience"/> and a little.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _multiplexer;
    private readonly RedisKey _anyKey;
    private readonly string _prefix;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisLedgerOptions options, RedisKey anyKey)
    {
        _prefix = options.Prefix;
        _multiplexer = multiplexer;
        _anyKey = anyKey;
        Database = multiplexer.GetDatabase();
    }

    public IDatabase Database { get; }

    /// <summary>Returns also while the server is away; the connection is then tried on.</summary>
    /// <exception cref="RedisCallException">Sentinels do not know the service, or the like.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisLedgerOptions options, RedisKey anyKey)
    {
        try
        {
            return new(await ConnectionMultiplexer.ConnectAsync(RedisSettings.Of(options)), options, anyKey);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            throw RedisCallException.Of(e, options.Prefix);
        }
    }

    /// <summary>Runs a script. Blocks; for the writer's own thread.</summary>
    /// <exception cref="RedisCallException">No answer.</exception>
    public RedisResult Evaluate(RedisScript script, RedisKey[] keys, RedisValue[] values) => Ask(database =>
    {
        try
        {
            return database.ScriptEvaluate(script.Hash, keys, values, CommandFlags.DemandMaster);
        }
        catch (RedisServerException e) when (e.Kind == RedisErrorKind.NoScript)
        {
            return database.Execute("EVAL", Arguments(script, keys, values), CommandFlags.DemandMaster);
        }
    });

    /// <summary>Runs a script.</summary>
    /// <exception cref="RedisCallException">No answer.</exception>
    public Task<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) => AskAsync(
        async database =>
        {
            try
            {
                return await database.ScriptEvaluateAsync(script.Hash, keys, values, CommandFlags.DemandMaster);
            }
            catch (RedisServerException e) when (e.Kind == RedisErrorKind.NoScript)
            {
                return await database.ExecuteAsync("EVAL", Arguments(script, keys, values), CommandFlags.DemandMaster);
            }
        },
        cancellationToken);

    /// <summary>Asks something. Blocks; for the writer's own thread.</summary>
    /// <exception cref="RedisCallException">No answer.</exception>
    public TResult Ask<TResult>(Func<IDatabase, TResult> question)
    {
        ThrowIfAway();
        try
        {
            return question(Database);
        }
        catch (Exception e) when (IsFailureOfTheServer(e))
        {
            throw RedisCallException.Of(e, _prefix);
        }
    }

    /// <summary>The connection on which calls go to the primary now, without asking anybody; null when there is none.</summary>
    public RedisLine? Line()
    {
        try
        {
            var primary = _multiplexer.GetServer(_anyKey, flags: CommandFlags.DemandMaster);
            return new(primary.EndPoint, primary.GetCounters().Interactive.SocketCount);
        }
        catch (Exception e) when (IsFailureOfTheServer(e))
        {
            return null;
        }
    }

    /// <summary>
    /// Waits until replicas have everything that was written on this connection. Blocks; for the writer's own thread. On another connection the server would
    /// wait for nothing and count every replica, and another server may never have heard of it.
    /// </summary>
    /// <param name="line">As it was before the write.</param>
    /// <param name="replicas">How many are enough.</param>
    /// <param name="patience">How long to wait.</param>
    /// <returns>How many have it.</returns>
    /// <exception cref="RedisCallException">Nobody knows who has it, or whether the primary of now has it.</exception>
    public int WaitForReplicas(RedisLine? line, int replicas, TimeSpan patience)
    {
        try
        {
            var reached = line is { Primary: var primary } ? (int)_multiplexer.GetServer(primary).Execute("WAIT", replicas, (int)patience.TotalMilliseconds) : 0;
            return line is not null && Line() == line
                ? reached
                : throw new RedisCallException("The connection to Redis changed before its replicas had the payment.", mayHaveRun: true);
        }
        catch (Exception e) when (IsFailureOfTheServer(e))
        {
            throw new RedisCallException(RedisCallException.Of(e, _prefix).Message, mayHaveRun: true, e);
        }
    }

    /// <summary>Asks something.</summary>
    /// <exception cref="RedisCallException">No answer.</exception>
    public async Task<TResult> AskAsync<TResult>(Func<IDatabase, Task<TResult>> question, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfAway();
        try
        {
            return await question(Database).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (IsFailureOfTheServer(e))
        {
            throw RedisCallException.Of(e, _prefix);
        }
    }

    /// <summary>A section of the server's own report; null when the user may not read it.</summary>
    /// <exception cref="RedisCallException">No answer.</exception>
    public async Task<IReadOnlyDictionary<string, string>?> ReportAsync(string section)
    {
        ThrowIfAway();
        try
        {
            var endPoint = await Database.IdentifyEndpointAsync(_anyKey, CommandFlags.DemandMaster);
            var groups = endPoint is null ? [] : await _multiplexer.GetServer(endPoint).InfoAsync(section);
            return groups.SelectMany(group => group).GroupBy(line => line.Key, StringComparer.Ordinal).ToDictionary(line => line.Key, line => line.First().Value, StringComparer.Ordinal);
        }
        catch (RedisServerException e) when (e.Kind == RedisErrorKind.NoPermission)
        {
            return null;
        }
        catch (Exception e) when (IsFailureOfTheServer(e))
        {
            throw RedisCallException.Of(e, _prefix);
        }
    }

    public ValueTask DisposeAsync() => _multiplexer.DisposeAsync();

    // The server remembers a script that it was given whole.
    private static object[] Arguments(RedisScript script, RedisKey[] keys, RedisValue[] values) => [script.Text, keys.Length, .. keys.Cast<object>(), .. values.Cast<object>()];

    private static bool IsFailureOfTheServer(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    // Asked first, so that what is refused here certainly never left.
    private void ThrowIfAway()
    {
        if (!Database.IsConnected(_anyKey, CommandFlags.DemandMaster))
        {
            throw new RedisCallException(RedisCallException.Unreachable, mayHaveRun: false);
        }
    }
}
