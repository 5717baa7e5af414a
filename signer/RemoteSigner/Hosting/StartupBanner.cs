using Livepeer.Crypto;
using Livepeer.Hosting.Program;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>What an operator wants to see first: who pays, with what, from where, for whom.</summary>
internal static partial class StartupBanner
{
    public static void Log(ILogger logger, SignerOptions options, SignerHost host)
    {
        Started(logger, ProductVersion.Text, host.Sender, Secp256k1.Best.Name);
        Storage(logger, host.LedgerPlace, options.AuditFolder);
        foreach (var warning in host.LedgerWarnings)
        {
            Unsafe(logger, warning);
        }

        Chain(logger, options.Chain.DepositWei, options.Chain.ReserveWei, options.Chain.ChainId);
        Limits(logger, options.MaxTicketEvWei.ToString(), options.MaxTotalEvWei.ToString(), options.Ceilings.Global?.ToString() ?? "any", options.Ceilings.PerModel.Count);
        Listening(logger, host.GrpcAddress, options.TenantsFile, host.ControlAddress, options.AdminTokenFile);
        HttpApi(logger, host.HttpAddress, Spenders(options.Http));
        if (options.Http is { AllowNoAuth: true, Address.IsLoopback: false })
        {
            Unauthenticated(logger, host.HttpAddress);
        }

        foreach (var listener in host.PlaintextBeyondLoopback)
        {
            Plaintext(logger, listener);
        }

        if (host.ExposedKeyFile is { } file)
        {
            Exposed(logger, file);
        }

        if (options.GrpcReflection)
        {
            Reflection(logger);
        }
    }

    private static string Spenders(HttpApiOptions http) => http switch
    {
        { WebhookUrl: not null } => "tenants by their tokens, and whom the authorization webhook allows",
        { AllowNoAuth: true } => "tenants by their tokens, and everybody else as the tenant default",
        { Address.IsLoopback: true, RequireToken: false } => "tenants by their tokens, and every user of this machine as the tenant default",
        _ => "tenants by their tokens",
    };

    [LoggerMessage(2023, LogLevel.Information, "Stopping: calls in flight have {Limit} to finish.")]
    public static partial void LogStopping(ILogger logger, TimeSpan limit);

    [LoggerMessage(2024, LogLevel.Information, "No call is in flight any more: closing the audit log and the ledger.")]
    public static partial void LogDrained(ILogger logger);

    [LoggerMessage(2010, LogLevel.Information, "remote-signer {Version} pays from {Address}, signing by {Curve}.")]
    private static partial void Started(ILogger logger, string version, EthAddress address, string curve);

    [LoggerMessage(2011, LogLevel.Information, "Ledger: {Place}. Audit log: {AuditFolder}.")]
    private static partial void Storage(ILogger logger, string place, string auditFolder);

    [LoggerMessage(2007, LogLevel.Warning, "The ledger is not as safe as it could be: {Warning}")]
    private static partial void Unsafe(ILogger logger, string warning);

    [LoggerMessage(2012, LogLevel.Information, "Chain from configuration: deposit {DepositWei} wei, reserve {ReserveWei} wei, chain id {ChainId}.")]
    private static partial void Chain(ILogger logger, string depositWei, string reserveWei, long chainId);

    [LoggerMessage(2013, LogLevel.Information, "Limits: ticket EV {MaxTicketEvWei} wei, payment EV {MaxTotalEvWei} wei, price per unit {MaxPriceWei} wei, and {ModelCeilings} of their own for AI models.")]
    private static partial void Limits(ILogger logger, string maxTicketEvWei, string maxTotalEvWei, string maxPriceWei, int modelCeilings);

    [LoggerMessage(2014, LogLevel.Information, "gRPC at {Grpc}, tenants of {TenantFile}; control at {Control}, token in {AdminTokenFile}.")]
    private static partial void Listening(ILogger logger, Uri grpc, string tenantFile, Uri control, string adminTokenFile);

    [LoggerMessage(2018, LogLevel.Information, "HTTP API at {Http}; who may spend: {Spenders}.")]
    private static partial void HttpApi(ILogger logger, Uri http, string spenders);

    [LoggerMessage(2019, LogLevel.Warning, "Whoever reaches {Http} spends this account's deposit, as --remoteSignerAllowNoAuth allows: only a proxy in front of it can stop that.")]
    private static partial void Unauthenticated(ILogger logger, Uri http);

    [LoggerMessage(2015, LogLevel.Warning, "The listener at {Address} speaks plain text beyond loopback, as --insecure-plaintext allows: whoever reads the network reads the tokens.")]
    private static partial void Plaintext(ILogger logger, Uri address);

    [LoggerMessage(2017, LogLevel.Warning, "Every user of this machine may read {File}, which opens the key or helps to: chmod 600 {File}")]
    private static partial void Exposed(ILogger logger, string file);

    [LoggerMessage(2016, LogLevel.Warning, "gRPC reflection is on: meant for development.")]
    private static partial void Reflection(ILogger logger);
}
