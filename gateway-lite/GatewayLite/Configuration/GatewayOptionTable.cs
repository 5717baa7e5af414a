using System.Collections.Immutable;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace GatewayLite.Configuration;

/// <summary>
/// Every option of the gateway, once. Names in camelCase are go-livepeer's and mean the same there; names with dashes are ours.
/// </summary>
internal static class GatewayOptionTable
{
    private const string Payments = "Payments";
    private const string Network = "Orchestrators";
    private const string Video = "Video";
    private const string AiWork = "AI";
    private const string Listeners = "Listeners";
    private const string Access = "Access";
    private const string Process = "Process";

    public static readonly ProgramOption<Uri> RemoteSignerUrl = new()
    {
        Name = "remoteSignerUrl",
        Group = Payments,
        ValueName = "uri",
        Parse = GatewayOptionParsers.SignerUri,
        DefaultText = "grpc://127.0.0.1:8937",
        Help = "The signer that pays: grpc:// in plain text (loopback or a private network), grpcs:// over TLS. "
            + "With http:// or https://, any signer that has go-livepeer's HTTP API: it can pay for AI and not for video.",
    };

    public static readonly SecretOption SignerToken = new()
    {
        Name = "signer-token",
        Group = Payments,
        ValueName = "@file",
        Help = "This gateway's token at the signer, made there by 'remote-signer tenants create': @file, the path of a file, or the environment.",
    };

    public static readonly SecretOption RemoteSignerHeaders = new()
    {
        Name = "remoteSignerHeaders",
        Group = Payments,
        ValueName = "@file",
        Help = "Headers for a signer with http:// or https://, as key:value,key2:value2 or one a line: @file, the path of a file, or the environment.",
    };

    public static readonly ProgramOption<bool> Free = new()
    {
        Name = "free",
        Group = Payments,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Pays nobody: for private orchestrators that ask for nothing. No signer is needed then, and orchAddr is.",
    };

    public static readonly ProgramOption<Rational> MaxPricePerUnit = new()
    {
        Name = "maxPricePerUnit",
        Group = Payments,
        ValueName = "wei",
        Parse = OptionParsers.Price,
        DefaultText = "0",
        Help = "Highest price for video, in wei for as many pixels as pixelsPerUnit says; 0 leaves it to the signer's ceilings.",
    };

    public static readonly ProgramOption<long> PixelsPerUnit = new()
    {
        Name = "pixelsPerUnit",
        Group = Payments,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, long.MaxValue),
        DefaultText = "1",
        Help = "Pixels that maxPricePerUnit is for.",
    };

    public static readonly ProgramOption<IReadOnlyList<Uri>> OrchAddr = new()
    {
        Name = "orchAddr",
        Group = Network,
        ValueName = "uris",
        Parse = OptionParsers.Orchestrators,
        DefaultText = "",
        Help = "Orchestrators to use: host:port or URIs, divided by commas. Without any, the signer's list is used.",
    };

    public static readonly ProgramOption<ImmutableArray<VideoProfile>> TranscodingOptions = new()
    {
        Name = "transcodingOptions",
        Group = Video,
        ValueName = "presets",
        Parse = GatewayOptionParsers.Presets,
        DefaultText = "P240p30fps16x9,P360p30fps16x9",
        Help = "Renditions of every stream as preset names, divided by commas; 'none' plays the source only.",
    };

    public static readonly ProgramOption<long> MaxSessions = new()
    {
        Name = "maxSessions",
        Group = Video,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, 1_000),
        DefaultText = "10",
        Help = "Streams that may be live at the same time.",
    };

    public static readonly ProgramOption<bool> Takeover = new()
    {
        Name = "takeover",
        Group = Video,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "A second publisher takes a live stream over at once instead of being refused. A publisher that was silent for 5 s can always be taken over.",
    };

    public static readonly ProgramOption<long> SegmentMemoryMib = new()
    {
        Name = "segment-memory-mib",
        Group = Video,
        ValueName = "MiB",
        Parse = OptionParsers.Whole(16, 1_048_576),
        DefaultText = "1024",
        Help = "Bound of the memory that holds segments and renditions of all streams together.",
    };

    public static readonly ProgramOption<long> AiMaxConcurrent = new()
    {
        Name = "ai-max-concurrent",
        Group = AiWork,
        ValueName = "n",
        Parse = OptionParsers.Whole(1, 1_000),
        DefaultText = "16",
        Help = "AI requests at orchestrators at the same time; more wait in a queue.",
    };

    public static readonly ProgramOption<long> AiMaxWaiting = new()
    {
        Name = "ai-max-waiting",
        Group = AiWork,
        ValueName = "n",
        Parse = OptionParsers.Whole(0, 10_000),
        DefaultText = "64",
        Help = "AI requests that may wait for a place; one more is answered 503.",
    };

    public static readonly ProgramOption<long> AiTimeoutSeconds = new()
    {
        Name = "ai-timeout-seconds",
        Group = AiWork,
        ValueName = "seconds",
        Parse = OptionParsers.Whole(1, 3_600),
        DefaultText = "120",
        Help = "Budget of one AI request over all attempts.",
    };

    public static readonly ProgramOption<long> AiAttemptTimeoutSeconds = new()
    {
        Name = "ai-attempt-timeout-seconds",
        Group = AiWork,
        ValueName = "seconds",
        Parse = OptionParsers.Whole(1, 3_600),
        DefaultText = "60",
        Help = "Longest single attempt of an AI request.",
    };

    public static readonly ProgramOption<string> AiResultMode = new()
    {
        Name = "ai-result-mode",
        Group = AiWork,
        ValueName = "name",
        Parse = OptionParsers.OneOf("rehost", "inline", "passthrough"),
        DefaultText = "rehost",
        Help = "What clients get for images: rehost, a URL of this gateway; inline, the bytes in the answer; passthrough, the orchestrator's URL, valid for minutes.",
    };

    public static readonly ProgramOption<long> AiMaxResultMib = new()
    {
        Name = "ai-max-result-mib",
        Group = AiWork,
        ValueName = "MiB",
        Parse = OptionParsers.Whole(1, 1_023),
        DefaultText = "128",
        Help = "Largest results of one AI request together; a request with more was done and paid, and fails.",
    };

    public static readonly ProgramOption<Rational> AiMaxPricePerUnit = new()
    {
        Name = "ai-max-price-per-unit",
        Group = AiWork,
        ValueName = "wei",
        Parse = OptionParsers.Price,
        DefaultText = "0",
        Help = "Highest price of AI work in wei per unit; 0 leaves it to the signer's ceilings.",
    };

    public static readonly ProgramOption<ListenAddress> RtmpAddr = new()
    {
        Name = "rtmpAddr",
        Group = Listeners,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:1935",
        Help = "Listener for RTMP publishers. Port 0 lets the system choose.",
    };

    public static readonly ProgramOption<ListenAddress> HttpAddr = new()
    {
        Name = "httpAddr",
        Group = Listeners,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:8935",
        Help = "Listener for playback, the player page and AI requests.",
    };

    public static readonly ProgramOption<string> HttpTlsCert = new()
    {
        Name = "http-tls-cert",
        Group = Listeners,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file with the certificate chain of the HTTP listener; turns TLS on.",
    };

    public static readonly ProgramOption<string> HttpTlsKey = new()
    {
        Name = "http-tls-key",
        Group = Listeners,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "PEM file with the private key of that certificate.",
    };

    public static readonly ProgramOption<ListenAddress> CliAddr = new()
    {
        Name = "cliAddr",
        Group = Listeners,
        ValueName = "host:port",
        Parse = OptionParsers.Listen,
        DefaultText = "127.0.0.1:7935",
        Help = "Control listener, plain HTTP on loopback: /metrics, /healthz, /readyz, /status.",
    };

    public static readonly ProgramOption<bool> InsecurePlaintext = new()
    {
        Name = "insecure-plaintext",
        Group = Listeners,
        ValueName = "",
        Parse = OptionParsers.Switch,
        DefaultText = "false",
        IsSwitch = true,
        Help = "Lets listeners that are not loopback start without TLS, for a private network or behind a proxy that encrypts.",
    };

    public static readonly ProgramOption<string> StreamKeysFile = new()
    {
        Name = "stream-keys",
        Group = Access,
        ValueName = "@file",
        Parse = OptionParsers.Path,
        Help = "File of stream names and the SHA-256 of their keys, made by 'keys new'. Without it everybody who reaches a loopback port may publish.",
    };

    public static readonly ProgramOption<string> AppTokensFile = new()
    {
        Name = "app-tokens",
        Group = Access,
        ValueName = "@file",
        Parse = OptionParsers.Path,
        Help = "File of apps and the SHA-256 of their tokens, made by 'tokens new', for the routes that spend money. Without it everybody who reaches a loopback port may use them.",
    };

    public static readonly ProgramOption<string> AdminTokenFile = new()
    {
        Name = "admin-token-file",
        Group = Access,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "File with the token that the control port's /status wants; made with mode 0600 at first start. Default: admin.token in the data folder.",
    };

    public static readonly ProgramOption<string> DataDir = new()
    {
        Name = "dataDir",
        Group = Process,
        ValueName = "path",
        Parse = OptionParsers.Path,
        DefaultText = "~/.gateway-lite",
        Help = "Data folder; made when missing, with mode 0700.",
    };

    public static readonly ProgramOption<string> Config = new()
    {
        Name = OptionTable.ConfigName,
        Group = Process,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "File with one option a line: the name without dashes, a space, the value; # begins a comment. Flags and environment come first.",
    };

    public static readonly ProgramOption<string> ReadyFile = new()
    {
        Name = "ready-file",
        Group = Process,
        ValueName = "path",
        Parse = OptionParsers.Path,
        Help = "Gets the JSON line with the real addresses that is also written to standard output once the gateway serves.",
    };

    public static readonly ProgramOption<LogLevel> MinimumLogLevel = new()
    {
        Name = "log-level",
        Group = Process,
        ValueName = "level",
        Parse = OptionParsers.Level,
        DefaultText = "information",
        Help = "Least level that is written to standard error: trace, debug, information, warning, error, critical.",
    };

    public static readonly ProgramOption<string> LogFormat = new()
    {
        Name = "log-format",
        Group = Process,
        ValueName = "name",
        Parse = OptionParsers.OneOf("text", "json"),
        DefaultText = "text",
        Help = "Form of log lines: text or json.",
    };

    /// <summary>In the order of help.</summary>
    public static OptionTable Table { get; } = new("gateway-lite",
    [
        RemoteSignerUrl, SignerToken, RemoteSignerHeaders, Free, MaxPricePerUnit, PixelsPerUnit,
        OrchAddr,
        TranscodingOptions, MaxSessions, Takeover, SegmentMemoryMib,
        AiMaxConcurrent, AiMaxWaiting, AiTimeoutSeconds, AiAttemptTimeoutSeconds, AiResultMode, AiMaxResultMib, AiMaxPricePerUnit,
        RtmpAddr, HttpAddr, HttpTlsCert, HttpTlsKey, CliAddr, InsecurePlaintext,
        StreamKeysFile, AppTokensFile, AdminTokenFile,
        DataDir, Config, ReadyFile, MinimumLogLevel, LogFormat,
    ]);
}
