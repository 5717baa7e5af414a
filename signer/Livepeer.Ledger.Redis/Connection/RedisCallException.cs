using StackExchange.Redis;

namespace Livepeer.Ledger.Redis.Connection;

/// <summary>A call to the server that gave no answer to be used.</summary>
internal sealed class RedisCallException : Exception
{
    public RedisCallException(string message, bool mayHaveRun, Exception? innerException = null)
        : base(message, innerException) => MayHaveRun = mayHaveRun;

    /// <summary>Whether the server may have done it all the same, or may still do it.</summary>
    public bool MayHaveRun { get; }

    /// <summary>Whether there is no connection at all.</summary>
    public bool IsAway { get; private init; }

    /// <summary>Nobody was asked.</summary>
    /// <param name="reason">Why, as a clause; null when nobody knows.</param>
    /// <param name="failure">Of the client.</param>
    public static RedisCallException Away(string? reason, Exception? failure = null) =>
        new(reason is null ? "Redis cannot be reached." : $"Redis cannot be reached: {reason}.", mayHaveRun: false, failure) { IsAway = true };

    /// <summary>
    /// What a failure of the client means. Only what the server itself refused before the first write, and what never left this process, certainly did not
    /// happen: a call that timed out is carried out when a hung server wakes up.
    /// </summary>
    /// <param name="failure">Of the client.</param>
    /// <param name="prefix">Of the ledger's keys.</param>
    public static RedisCallException Of(Exception failure, string prefix) => failure switch
    {
        RedisServerException refusal when RightsRefusal.Of(refusal, prefix) is { } rights => new(rights.Told, rights.InScript, failure),
        RedisServerException { Kind: RedisErrorKind.Loading } => new("Redis is still reading its data from disk.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.ReadOnly } => new("Redis is a replica and takes no writes: a failover is going on, or the address is not the primary's.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.OutOfMemory } => new("Redis has no memory left: its maxmemory is reached.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.Misconfigured } => new("Redis cannot write to its disk and takes no writes.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.NoAuth or RedisErrorKind.WrongPass } => new("Redis does not accept the user or the password.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.ClusterDown } => new("The Redis cluster is down.", mayHaveRun: false, failure),
        RedisServerException { Kind: RedisErrorKind.NoReplicas } => new("Redis has too few replicas to take writes.", mayHaveRun: false, failure),
        RedisServerException
        {
            Kind: RedisErrorKind.Busy or RedisErrorKind.MasterDown or RedisErrorKind.Moved or RedisErrorKind.Ask or RedisErrorKind.TryAgain
            or RedisErrorKind.NoScript or RedisErrorKind.MaxClients or RedisErrorKind.UnknownCommand or RedisErrorKind.CrossSlot or RedisErrorKind.NotPermitted
            or RedisErrorKind.UnknownRedirectTarget,
        } => new($"Redis refused: {failure.Message}", mayHaveRun: false, failure),
        RedisServerException => new($"Redis failed: {failure.Message}", mayHaveRun: true, failure),
        RedisTimeoutException => new("Redis did not answer in time.", mayHaveRun: true, failure),
        RedisConnectionException { CommandStatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog } => Away(reason: null, failure),
        RedisConnectionException => new("The connection to Redis broke in the middle of a call.", mayHaveRun: true, failure),
        RedisCommandException => new($"Redis cannot be asked: {failure.Message}", mayHaveRun: false, failure),
        ObjectDisposedException => new("The ledger is closed.", mayHaveRun: false, failure),
        _ => new($"Redis failed: {failure.Message}", mayHaveRun: true, failure),
    };
}
