using System.Globalization;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;

namespace RemoteSigner.Configuration;

/// <summary>
/// Every option of the signer, once. Flags, environment variables, the configuration file, <c>--help</c> and docs/operations/configuration.md follow this table.
/// Names in camelCase are go-livepeer's and mean the same there; names with dashes are ours.
/// </summary>
internal static class SignerTable
{
    private static readonly StaticChainOptions ChainDefaults = new();

    public static readonly ProgramOption<string> EthKeystorePath = new()
    {
        Name = "ethKeystorePath",
        Group = Groups.Key,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "V3 key file of the account that pays, or a folder with key files. Default: the folder keystore in the data folder.",
    };

    public static readonly ProgramOption<EthAddress?> EthAcctAddr = new()
    {
        Name = "ethAcctAddr",
        Group = Groups.Key,
        ValueName = "address",
        Parse = OptionParsers.Address,
        Help = "Account to use when the folder holds several key files.",
    };

    public static readonly SecretOption EthPassword = new()
    {
        Name = "ethPassword",
        Group = Groups.Key,
        ValueName = "@file",
        IsRequired = true,
        Help = "Passphrase of the key file: @file, the path of a file, or the environment. Never bare in arguments.",
    };

    public static readonly ProgramOption<string> Tenants = new()
    {
        Name = "tenants",
        Group = Groups.Callers,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "File of tenants: what proves them and what they may spend. Written by the commands 'tenants ...' and read again when it changes. Default: tenants.json in the data folder.",
    };

    public static readonly ProgramOption<string> AdminTokenFile = new()
    {
        Name = "admin-token-file",
        Group = Groups.Callers,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "File with the token that the control port's /status wants; made with mode 0600 at first start. Default: admin.token in the data folder.",
    };

    public static readonly ProgramOption<Rational> MaxTicketEv = new()
    {
        Name = "maxTicketEV",
        Group = Groups.Limits,
        ValueName = "wei",
        Parse = OptionParsers.Fraction,
        DefaultText = Digits(PaymentPolicy.DefaultMaxTicketEvWei),
        Help = "Highest expected value of one ticket, in wei.",
    };

    public static readonly ProgramOption<Rational> MaxTotalEv = new()
    {
        Name = "maxTotalEV",
        Group = Groups.Limits,
        ValueName = "wei",
        Parse = OptionParsers.Fraction,
        DefaultText = Digits(PaymentPolicy.DefaultMaxTotalEvWei),
        Help = "Highest expected value of all tickets of one payment, in wei.",
    };

    public static readonly ProgramOption<long> DepositMultiplier = new()
    {
        Name = "depositMultiplier",
        Group = Groups.Limits,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, 1_000_000),
        DefaultText = Digits(PaymentPolicy.DefaultDepositMultiplier),
        Help = "A ticket's face value is at most the deposit divided by this number.",
    };

    public static readonly ProgramOption<long> NonceLimit = new()
    {
        Name = "nonce-limit",
        Group = Groups.Limits,
        ValueName = "n",
        Parse = OptionParsers.Whole(PaymentPolicy.MinNonceLimit, PaymentPolicy.MaxNonceLimit),
        DefaultText = Digits(PaymentPolicy.DefaultNonceLimit),
        Help = "Tickets that one set of ticket parameters may get, 50 to 600. Orchestrators before v0.8.5 accept fewer than the default: 150, before v0.7.5 only 50.",
    };

    public static readonly ProgramOption<string> Network = new()
    {
        Name = "network",
        Group = Groups.Chain,
        ValueName = "name",
        Parse = OptionParsers.OneOf("static"),
        DefaultText = "static",
        Help = "Where the view of the chain comes from. static: from the chain options below.",
    };

    public static readonly ProgramOption<long> ChainId = new()
    {
        Name = "chain-id",
        Group = Groups.Chain,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, long.MaxValue),
        DefaultText = "0",
        Help = "EIP-155 chain id that callers are told, for example 42161 for Arbitrum One; 0 is none.",
    };

    public static readonly ProgramOption<Wei> ChainDeposit = new()
    {
        Name = "chain-deposit-wei",
        Group = Groups.Chain,
        ValueName = "wei",
        Parse = OptionParsers.Wei,
        IsRequired = true,
        Help = "The account's deposit at the TicketBroker: winning tickets are paid from it.",
    };

    public static readonly ProgramOption<Wei> ChainReserve = new()
    {
        Name = "chain-reserve-wei",
        Group = Groups.Chain,
        ValueName = "wei",
        Parse = OptionParsers.Wei,
        IsRequired = true,
        Help = "The account's reserve at the TicketBroker: it sizes the tickets that orchestrators accept.",
    };

    public static readonly ProgramOption<long> ChainRound = new()
    {
        Name = "chain-round",
        Group = Groups.Chain,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, int.MaxValue),
        DefaultText = Digits(ChainDefaults.Round),
        Help = "Last initialized round; used in tickets only when an orchestrator names none.",
    };

    public static readonly ProgramOption<Hash32> ChainRoundBlockHash = new()
    {
        Name = "chain-round-block-hash",
        Group = Groups.Chain,
        ValueName = "hash",
        Parse = OptionParsers.Hash,
        DefaultText = ChainDefaults.RoundBlockHash,
        Help = "L1 block hash of that round.",
    };

    public static readonly ProgramOption<long> ChainL1Block = new()
    {
        Name = "chain-l1-block",
        Group = Groups.Chain,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, 1_000_000_000_000),
        DefaultText = Digits(ChainDefaults.L1Block),
        Help = "Number of the L1 block at the moment that chain-l1-genesis-unix-seconds names.",
    };

    public static readonly ProgramOption<long> ChainL1GenesisUnixSeconds = new()
    {
        Name = "chain-l1-genesis-unix-seconds",
        Group = Groups.Chain,
        ValueName = "seconds",
        Parse = OptionParsers.Whole(0, 253_402_300_799),
        DefaultText = "0",
        Help = "Unix time of block chain-l1-block; later blocks follow by the clock. 0 is the start of the program.",
    };

    public static readonly ProgramOption<long> ChainBlockSeconds = new()
    {
        Name = "chain-block-seconds",
        Group = Groups.Chain,
        ValueName = "seconds",
        Parse = OptionParsers.Whole(1, 86_400),
        DefaultText = Digits(ChainDefaults.BlockSeconds),
        Help = "Seconds between two L1 blocks.",
    };

    public static readonly ProgramOption<string> DataDir = new()
    {
        Name = "dataDir",
        Group = Groups.Storage,
        ValueName = "path",
        Parse = OptionParsers.Path,
        DefaultText = "~/.remote-signer",
        Help = "Data folder; made when missing, with mode 0700.",
    };

    public static readonly ProgramOption<string> LedgerFile = new()
    {
        Name = "ledger-file",
        Group = Groups.Storage,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "The ledger: nonces, balances, payments. One process owns it. Default: ledger.db in the data folder.",
    };

    public static readonly ProgramOption<string> Config = new()
    {
        Name = OptionTable.ConfigName,
        Group = Groups.Process,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "File with one option a line: the name without dashes, a space, the value; # begins a comment. Flags and environment come first.",
    };

    public static readonly ProgramOption<string> ReadyFile = new()
    {
        Name = "ready-file",
        Group = Groups.Process,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "Gets the JSON line with the real addresses that is also written to standard output once calls are answered.",
    };

    public static readonly ProgramOption<LogLevel> MinimumLogLevel = new()
    {
        Name = "log-level",
        Group = Groups.Process,
        ValueName = "level",
        Parse = OptionParsers.Level,
        DefaultText = "information",
        Help = "Least level that is written to standard error: trace, debug, information, warning, error, critical.",
    };

    public static readonly ProgramOption<string> LogFormat = new()
    {
        Name = "log-format",
        Group = Groups.Process,
        ValueName = "name",
        Parse = OptionParsers.OneOf("text", "json"),
        DefaultText = "text",
        Help = "Form of log lines: text or json.",
    };

    /// <summary>In the order of help.</summary>
    public static OptionTable Table { get; } = new("remote-signer",
    [
        EthKeystorePath, EthAcctAddr, EthPassword,
        Tenants, AdminTokenFile, .. AdmissionRows.All,
        MaxTicketEv, MaxTotalEv, DepositMultiplier, .. PriceRows.All, NonceLimit, .. PolicyRows.All,
        Network, ChainId, ChainDeposit, ChainReserve, ChainRound, ChainRoundBlockHash, ChainL1Block, ChainL1GenesisUnixSeconds, ChainBlockSeconds,
        .. OrchestratorRows.All,
        .. ListenerRows.All,
        .. HttpApiRows.All,
        DataDir, LedgerFile,
        .. RedisRows.All,
        .. AuditRows.All,
        .. UsageRows.All,
        Config, ReadyFile, MinimumLogLevel, LogFormat,
    ]);

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static class Groups
    {
        public const string Key = "Key";
        public const string Callers = "Callers";
        public const string Limits = PriceRows.Group;
        public const string Chain = "Chain";
        public const string Storage = "Storage";
        public const string Process = "Process";
    }
}
