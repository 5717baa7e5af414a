using Livepeer.Hosting.Options;
using Livepeer.Ledger.Redis;

namespace RemoteSigner.Configuration;

/// <summary>The rows of the option table about a ledger in Redis.</summary>
internal static class RedisRows
{
    private const string Group = "Ledger in Redis";

    public static readonly ProgramOption<IReadOnlyList<string>> Addr = new()
    {
        Name = "redis-addr",
        Group = Group,
        ValueName = "servers",
        Parse = Servers,
        Help = "Keeps the ledger in Redis, where any number of signers of one account share it: host:port or unix:/path, several divided by commas. With --redis-sentinel these are Sentinels. Without it the ledger is a file.",
    };

    public static readonly ProgramOption<string> Sentinel = new()
    {
        Name = "redis-sentinel",
        Group = Group,
        ValueName = "name",
        Parse = Word,
        Help = "Name under which the Sentinels of --redis-addr know the primary.",
    };

    public static readonly ProgramOption<string> Prefix = new()
    {
        Name = "redis-prefix",
        Group = Group,
        ValueName = "text",
        Parse = Word,
        Help = "Begins every key, in braces: {text}. Default: remote-signer: and the account's address. Signers of one account must agree on it, those of two accounts must not.",
    };

    public static readonly ProgramOption<string> User = new()
    {
        Name = "redis-user",
        Group = Group,
        ValueName = "name",
        Parse = Word,
        Help = "ACL user. Default: Redis's own default user.",
    };

    public static readonly SecretOption Password = new()
    {
        Name = "redis-password",
        Group = Group,
        ValueName = "@file",
        Help = "Password of Redis: @file, the path of a file, or the environment. Never bare in arguments.",
    };

    public static readonly SecretOption SentinelPassword = new()
    {
        Name = "redis-sentinel-password",
        Group = Group,
        ValueName = "@file",
        Help = "Password of the Sentinels, where it is not that of Redis.",
    };

    public static readonly ProgramOption<bool> Tls = new()
    {
        Name = "redis-tls",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Encrypts the connections to Redis.",
    };

    public static readonly ProgramOption<string> TlsCa = new()
    {
        Name = "redis-tls-ca",
        Group = Group,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file of the authority that issued the servers' certificates. Default: those that the system trusts.",
    };

    public static readonly ProgramOption<string> TlsHost = new()
    {
        Name = "redis-tls-host",
        Group = Group,
        ValueName = "name",
        Parse = Word,
        Help = "Name that the servers' certificates must have. Default: the host of each server.",
    };

    public static readonly ProgramOption<long> WaitReplicas = new()
    {
        Name = "redis-wait-replicas",
        Group = Group,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, 10),
        DefaultText = "0",
        Help = "Replicas that must have a payment before it is signed, 0 to 10. With Sentinel or a cluster give at least 1: a failover to a replica that has a payment keeps it.",
    };

    public static readonly ProgramOption<bool> AllowVolatile = new()
    {
        Name = "redis-allow-volatile",
        Group = Group,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Takes a Redis that writes nothing to its disk, or evicts keys. A restart of it forgets payments and budgets; no nonce is used twice. Meant for development.",
    };

    /// <summary>In the order of help.</summary>
    public static IReadOnlyList<ProgramOption> All { get; } = [Addr, Sentinel, Prefix, User, Password, SentinelPassword, Tls, TlsCa, TlsHost, WaitReplicas, AllowVolatile];

    private static bool Servers(string text, out IReadOnlyList<string> value, out string problem)
    {
        value = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = value.FirstOrDefault(server => !RedisLedgerOptions.TryParseServer(server, out _));
        problem = wrong is not null ? $"no list of servers: '{wrong}' is neither host:port nor unix:/path" : "no list of servers: it names none";
        return value.Count > 0 && wrong is null;
    }

    private static bool Word(string text, out string value, out string problem)
    {
        value = text;
        problem = "no name: expected 1 to 200 printable characters without spaces and braces";
        return text.Length is > 0 and <= 200 && !text.Any(letter => letter is <= ' ' or > '~' or '{' or '}');
    }
}
