namespace Livepeer.Ledger.Redis.Connection;

/// <summary>The signer's options, as messages name them. A test looks each of them up in docs/operations/configuration.md.</summary>
internal static class SignerFlags
{
    public const string Addr = "--redis-addr";
    public const string Sentinel = "--redis-sentinel";
    public const string User = "--redis-user";
    public const string Password = "--redis-password";
    public const string SentinelPassword = "--redis-sentinel-password";
    public const string Tls = "--redis-tls";
    public const string TlsCa = "--redis-tls-ca";
    public const string TlsHost = "--redis-tls-host";
    public const string AllowVolatile = "--redis-allow-volatile";
}
