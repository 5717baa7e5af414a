using Livepeer.Audit;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using RemoteSigner.Admission;

namespace RemoteSigner.Configuration;

/// <summary>The configuration of one signer, complete and checked. Meaning, unit and default of every value: the option table, docs/operations/configuration.md.</summary>
public sealed record SignerOptions
{
    /// <summary>Key file or folder of key files.</summary>
    public required string KeystorePath { get; init; }

    /// <summary>Account to use; null when the only key file is meant.</summary>
    public EthAddress? Account { get; init; }

    /// <summary>Passphrase of the key file.</summary>
    public required Secret KeystorePassphrase { get; init; }

    /// <summary>File of tenants.</summary>
    public required string TenantsFile { get; init; }

    /// <summary>File with the control port's token.</summary>
    public required string AdminTokenFile { get; init; }

    /// <summary>Calls of one tenant, unless it has limits of its own.</summary>
    internal CallLimits CallLimitsPerTenant { get; init; }

    /// <summary>Calls of all tenants together.</summary>
    internal CallLimits CallLimits { get; init; }

    /// <summary>Highest expected value of one ticket.</summary>
    public required Rational MaxTicketEvWei { get; init; }

    /// <summary>Highest expected value of one payment.</summary>
    public required Rational MaxTotalEvWei { get; init; }

    /// <summary>Part of the deposit that one ticket may risk.</summary>
    public required int DepositMultiplier { get; init; }

    /// <summary>Highest prices in wei per unit.</summary>
    public PriceCeilings Ceilings { get; init; } = PriceCeilings.None;

    /// <summary>Ticket recipients that are paid; null for any.</summary>
    public IReadOnlySet<EthAddress>? AllowedRecipients { get; init; }

    /// <summary>Time that live work is paid ahead.</summary>
    public TimeSpan LiveRunway { get; init; } = PaymentPolicy.DefaultLiveRunway;

    /// <summary>Tickets per set of ticket parameters.</summary>
    public required int NonceLimit { get; init; }

    /// <summary>The view of the chain.</summary>
    public required StaticChainOptions Chain { get; init; }

    /// <summary>Orchestrators that callers are told about.</summary>
    public required IReadOnlyList<Uri> Orchestrators { get; init; }

    /// <summary>Webhook that lists further ones; null without.</summary>
    public Uri? OrchestratorWebhook { get; init; }

    /// <summary>Accounts of orchestrators that callers are not told about.</summary>
    public IReadOnlySet<EthAddress> BlockedOrchestrators { get; init; } = new HashSet<EthAddress>();

    /// <summary>Further nodes that are taken up per orchestrator.</summary>
    public int ExtraNodes { get; init; }

    /// <summary>Time between two questions to an orchestrator.</summary>
    public TimeSpan DiscoveryInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the HTTP listener serves the list.</summary>
    public bool ServesDiscovery { get; init; } = true;

    /// <summary>File that keeps the list over a restart; null for none.</summary>
    public string? OrchestratorStateFile { get; init; }

    /// <summary>Where the gRPC API listens.</summary>
    public required ListenAddress GrpcAddress { get; init; }

    /// <summary>go-livepeer's HTTP API.</summary>
    public required HttpApiOptions Http { get; init; }

    /// <summary>TLS; null when every listener speaks plain text.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Where the control port listens.</summary>
    public required ListenAddress ControlAddress { get; init; }

    /// <summary>Whether plaintext beyond loopback was allowed explicitly.</summary>
    public bool InsecurePlaintext { get; init; }

    /// <summary>Whether gRPC reflection is served.</summary>
    public bool GrpcReflection { get; init; }

    /// <summary>Data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Path of the ledger, when it is a file.</summary>
    public required string LedgerFile { get; init; }

    /// <summary>The ledger, when it is in Redis; null when it is a file.</summary>
    public RedisOptions? Redis { get; init; }

    /// <summary>Folder of the audit log.</summary>
    public required string AuditFolder { get; init; }

    /// <summary>Bytes after which it begins another file.</summary>
    public long AuditMaxFileBytes { get; init; } = AuditLogOptions.DefaultMaxFileBytes;

    /// <summary>Files of it that are kept; 0 for all.</summary>
    public int AuditKeepFiles { get; init; }

    /// <summary>Where every payment is told to; null for nowhere.</summary>
    public Uri? UsageWebhookUrl { get; init; }

    /// <summary>Headers for it.</summary>
    public Secret? UsageWebhookHeaders { get; init; }

    /// <summary>File that gets the ready line; null for none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>Least level that is logged.</summary>
    public LogLevel MinimumLogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether log lines are JSON.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Whether a listener speaks TLS.</summary>
    /// <param name="listener">One of <see cref="ListenerNames"/>.</param>
    public bool SpeaksTls(string listener) => Tls is { } tls && tls.Listeners.Contains(listener);
}
