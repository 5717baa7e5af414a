using Livepeer.Ledger.Redis.Connection.Inquiry;
using Livepeer.Ledger.Redis.Scripts;
using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>The one way to the server. Safe for any number of callers; every call ends within <see cref="RedisLedgerOptions.Patience"/> and a little.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _multiplexer;
    private readonly RedisKey _anyKey;
    private readonly string _prefix;
    private readonly StandingDiagnosis _diagnosis;

    private RedisConnection(ConnectionMultiplexer multiplexer, RedisLedgerOptions options, ServerTrust? trust, RedisKey anyKey)
    {
        _prefix = options.Prefix;
        _diagnosis = new(new(options, trust));
        multiplexer.ConnectionFailed += (_, _) => _diagnosis.WhyAway();
        _multiplexer = multiplexer;
        _anyKey = anyKey;
        Database = multiplexer.GetDatabase();
    }

    public IDatabase Database { get; }

    /// <summary>Returns also while the server is away; the connection is then tried on.</summary>
    /// <param name="options">Where to, and as whom.</param>
    /// <param name="trust">Whose certificates are taken; null without TLS.</param>
    /// <param name="anyKey">One of the ledger's: in a cluster all have the same server.</param>
    /// <exception cref="RedisCallException">Sentinels do not know the service, or the like.</exception>
    public static async Task<RedisConnection> OpenAsync(RedisLedgerOptions options, ServerTrust? trust, RedisKey anyKey)
    {
        try
        {
            return new(await ConnectionMultiplexer.ConnectAsync(RedisSettings.Of(options, trust)), options, trust, anyKey);
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
            throw Failure(e);
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
            throw new RedisCallException(Failure(e).Message, mayHaveRun: true, e);
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
            throw Failure(e);
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
            throw Failure(e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _multiplexer.DisposeAsync();
        await _diagnosis.DisposeAsync();
    }

    // The server remembers a script that it was given whole.
    private static object[] Arguments(RedisScript script, RedisKey[] keys, RedisValue[] values) => [script.Text, keys.Length, .. keys.Cast<object>(), .. values.Cast<object>()];

    private static bool IsFailureOfTheServer(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    private RedisCallException Failure(Exception e) => RedisCallException.Of(e, _prefix) is var told && told.IsAway ? RedisCallException.Away(_diagnosis.WhyAway(), e) : told;

    // Asked first, so that what is refused here certainly never left.
    private void ThrowIfAway()
    {
        if (!Database.IsConnected(_anyKey, CommandFlags.DemandMaster))
        {
            throw RedisCallException.Away(_diagnosis.WhyAway());
        }

        _diagnosis.Forget();
    }
}
