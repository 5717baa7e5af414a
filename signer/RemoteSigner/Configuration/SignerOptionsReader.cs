using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using RemoteSigner.Admission;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Configuration;

/// <summary>Makes <see cref="SignerOptions"/> of everything given, or the list of all that is wrong.</summary>
internal static class SignerOptionsReader
{
    /// <summary>Key file, or folder of key files.</summary>
    public static string KeystorePath(OptionValues values) =>
        values.Get(SignerTable.EthKeystorePath) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, "keystore");

    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments, IDictionary environment, [NotNullWhen(true)] out SignerOptions? options, out IReadOnlyList<string> problems)
    {
        var values = OptionSources.Merge(SignerTable.Table, arguments, environment);
        var dataFolder = values.Get(SignerTable.DataDir) ?? string.Empty;
        var read = new SignerOptions
        {
            KeystorePath = KeystorePath(values),
            Account = values.Get(SignerTable.EthAcctAddr),
            KeystorePassphrase = values.Get(SignerTable.EthPassword)!,
            TenantsFile = values.Get(SignerTable.Tenants) ?? Path.Combine(dataFolder, TenantsFile.DefaultName),
            AdminTokenFile = values.Get(SignerTable.AdminTokenFile) ?? Path.Combine(dataFolder, "admin.token"),
            CallLimitsPerTenant = new CallLimits((int)values.Get(AdmissionRows.InFlightPerTenant), (int)values.Get(AdmissionRows.PerSecondPerTenant)),
            CallLimits = new CallLimits((int)values.Get(AdmissionRows.InFlight), (int)values.Get(AdmissionRows.PerSecond)),
            MaxTicketEvWei = values.Get(SignerTable.MaxTicketEv),
            MaxTotalEvWei = values.Get(SignerTable.MaxTotalEv),
            DepositMultiplier = (int)values.Get(SignerTable.DepositMultiplier),
            Ceilings = CeilingsReader.Read(values),
            AllowedRecipients = values.Get(PolicyRows.AllowedRecipients),
            LiveRunway = TimeSpan.FromSeconds(values.Get(PolicyRows.LiveRunway)),
            NonceLimit = (int)values.Get(SignerTable.NonceLimit),
            Chain = Chain(values),
            Orchestrators = values.Get(OrchestratorRows.OrchAddr) ?? [],
            OrchestratorWebhook = values.Get(OrchestratorRows.OrchWebhookUrl),
            BlockedOrchestrators = values.Get(OrchestratorRows.OrchBlocklist) ?? new HashSet<EthAddress>(),
            ExtraNodes = (int)values.Get(OrchestratorRows.ExtraNodes),
            DiscoveryInterval = values.Get(OrchestratorRows.LiveAiCapReportInterval),
            ServesDiscovery = values.Get(OrchestratorRows.RemoteDiscovery),
            OrchestratorStateFile = Path.Combine(dataFolder, "orchestrators.json"),
            GrpcAddress = values.Get(ListenerRows.GrpcAddr)!,
            Http = HttpApiOptionsReader.Read(values),
            Tls = ListenerOptionsReader.Tls(values),
            ControlAddress = values.Get(ListenerRows.CliAddr)!,
            InsecurePlaintext = values.Get(ListenerRows.InsecurePlaintext),
            GrpcReflection = values.Get(ListenerRows.GrpcReflection),
            DataFolder = dataFolder,
            LedgerFile = values.Get(SignerTable.LedgerFile) ?? Path.Combine(dataFolder, "ledger.db"),
            Redis = RedisOptionsReader.Read(values),
            AuditFolder = AuditRows.Folder(values),
            AuditMaxFileBytes = AuditRows.MaxFileBytes(values),
            AuditKeepFiles = (int)values.Get(AuditRows.KeepFiles),
            UsageWebhookUrl = values.Get(UsageRows.WebhookUrl),
            UsageWebhookHeaders = values.Get(UsageRows.WebhookHeaders),
            ReadyFile = values.Get(SignerTable.ReadyFile),
            MinimumLogLevel = values.Get(SignerTable.MinimumLogLevel),
            LogsJson = values.Get(SignerTable.LogFormat) == "json",
        };
        ListenerOptionsReader.RequireEncryption(values, ListenerRows.GrpcAddr, read.GrpcAddress, ListenerNames.Grpc, read);
        ListenerOptionsReader.RequireTenants(values, ListenerRows.GrpcAddr, read.GrpcAddress, read);
        ListenerOptionsReader.RequireEncryption(values, ListenerRows.CliAddr, read.ControlAddress, ListenerNames.Control, read);
        if (read.Http.Address is not null)
        {
            HttpApiOptionsReader.Check(values, read);
        }

        if (read.UsageWebhookHeaders is not null && read.UsageWebhookUrl is null)
        {
            values.AddProblem($"{UsageRows.WebhookHeaders.Flag}: there is no webhook to send them to. Give {UsageRows.WebhookUrl.Flag}.");
        }

        problems = values.Problems;
        options = problems.Count == 0 ? read : null;
        return options is not null;
    }

    private static StaticChainOptions Chain(OptionValues values)
    {
        values.Get(SignerTable.Network);
        return new StaticChainOptions
        {
            ChainId = values.Get(SignerTable.ChainId),
            DepositWei = values.Get(SignerTable.ChainDeposit).ToString(),
            ReserveWei = values.Get(SignerTable.ChainReserve).ToString(),
            Round = values.Get(SignerTable.ChainRound),
            RoundBlockHash = values.Get(SignerTable.ChainRoundBlockHash).ToString(),
            L1Block = values.Get(SignerTable.ChainL1Block),
            L1GenesisUnixSeconds = values.Get(SignerTable.ChainL1GenesisUnixSeconds),
            BlockSeconds = (int)values.Get(SignerTable.ChainBlockSeconds),
        };
    }
}
