using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using System.Numerics;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Cli;

/// <summary>The flags of "run". Each default is that of <see cref="DevOrchestratorOptions"/>.</summary>
internal sealed class RunOptions
{
    private static readonly DevOrchestratorOptions Defaults = new();

    public Option<IPEndPoint> Listen { get; } = Custom("--listen", "Address and port for gRPC and HTTP over TLS; port 0 takes a free one.", ParseEndPoint, new IPEndPoint(IPAddress.Loopback, 8935));

    public Option<IPEndPoint> Control { get; } = Custom("--control", "Loopback address and port for faults and statistics; port 0 takes a free one.", ParseEndPoint, new IPEndPoint(IPAddress.Loopback, 0));

    public Option<Uri?> ServiceUri { get; } = new("--service-uri") { Description = "URI told to gateways [default: https with the address and port taken]." };

    public Option<string?> KeyFile { get; } = new("--key-file") { Description = "File with the private key as 64 hex digits; made when missing [default: a fresh key in memory]." };

    public Option<bool> StateFree { get; } = new("--state-free") { Description = "Write nothing to disk: the key lives in memory. Excludes --key-file." };

    public Option<BigInteger> SenderDepositWei { get; } = Wei("--sender-deposit-wei", "Deposit of every sender, in wei.", Defaults.SenderDepositWei);

    public Option<BigInteger> SenderReserveWei { get; } = Wei("--sender-reserve-wei", "Reserve of every sender, in wei.", Defaults.SenderReserveWei);

    public Option<int> PoolSize { get; } = Plain("--pool-size", "Orchestrators that share a sender's reserve.", Defaults.PoolSize);

    public Option<long> PricePerPixel { get; } = Plain("--price-per-pixel", "Transcoding price in wei per price unit.", Defaults.PricePerUnitWei);

    public Option<long> PixelsPerUnit { get; } = Plain("--pixels-per-unit", "Pixels in one price unit.", Defaults.PixelsPerUnit);

    public Option<BigInteger> TicketEv { get; } = Wei("--ticket-ev", "Expected value of one ticket, in wei.", Defaults.TicketEvWei);

    public Option<BigInteger> GasPriceWei { get; } = Wei("--gas-price-wei", "Gas price behind the face value, in wei.", Defaults.GasPriceWei);

    public Option<AiModelOffer[]> Ai { get; } = new("--ai")
    {
        Description = "A model on offer as pipeline:model:price, price in wei per unit. Repeatable.",
        CustomParser = result => Read(result, tokens => tokens.Select(AiModelOffer.Parse).ToArray()),
        DefaultValueFactory = _ => [.. Defaults.AiModels],
    };

    public Option<int> AiDelayMillis { get; } = Plain("--ai-delay-millis", "How long an AI job takes.", (int)Defaults.AiDelay.TotalMilliseconds);

    public Option<RunnerOffer[]> Runners { get; } = new("--runner")
    {
        Description = "A live runner with an echoing application, as name=…,app=…,unit=seconds|720p-pixel-seconds|fixed,price=… and optionally mode=persistent|single-shot,capacity=… Repeatable.",
        CustomParser = result => Read(result, tokens => tokens.Select(RunnerOffer.Parse).ToArray()),
        DefaultValueFactory = _ => [.. Defaults.Runners],
    };

    public Option<int> RunnerDelayMillis { get; } = Plain("--runner-delay-millis", "How long a single-shot runner takes to answer.", (int)Defaults.RunnerDelay.TotalMilliseconds);

    public Option<int> LivePaymentIntervalMillis { get; } = Plain(
        "--live-payment-interval-millis", "Time between two charges of a live stream or a runner's session.", (int)Defaults.LivePaymentInterval.TotalMilliseconds);

    public Option<ByocOffer[]> Byoc { get; } = new("--byoc")
    {
        Description = "A BYOC capability with an echoing worker, as name:price or name:price:capacity, price in wei per second. Repeatable.",
        CustomParser = result => Read(result, tokens => tokens.Select(ByocOffer.Parse).ToArray()),
        DefaultValueFactory = _ => [.. Defaults.Byoc],
    };

    public Option<int> ByocDelayMillis { get; } = Plain("--byoc-delay-millis", "How long a BYOC job takes.", (int)Defaults.ByocDelay.TotalMilliseconds);

    public Option<ByocSignatures> ByocSignatures { get; } = Plain("--byoc-signatures", "Forms of a BYOC job's signature that are taken.", Defaults.ByocSignatures);

    public Option<bool> AnswerBadByocPayments { get; } = new("--answer-bad-byoc-payments") { Description = "Say why a BYOC payment is not taken, instead of ending the connection as the network does." };

    public Option<int> MaxSessions { get; } = Plain("--max-sessions", "Transcoding sessions at the same time.", Defaults.MaxSessions);

    public Option<string> Ffmpeg { get; } = Plain("--ffmpeg", "The ffmpeg program; ffprobe is expected beside it.", Defaults.Ffmpeg);

    public Option<TranscoderKind> Transcoder { get; } = Plain("--transcoder", "ffmpeg, or copy: every rendition is the source.", Defaults.Transcoder);

    public Option<int> MaxTranscodes { get; } = Plain("--max-transcodes", "ffmpeg processes at the same time.", Defaults.MaxTranscodes);

    public Option<long> L1Block { get; } = Plain("--l1-block", "L1 block at genesis.", Defaults.L1Block);

    public Option<long?> L1GenesisUnixSeconds { get; } = new("--l1-genesis-unix-seconds") { Description = "When that block was the current one [default: now]." };

    public Option<int> BlockSeconds { get; } = Plain("--block-seconds", "Seconds between L1 blocks; 0 stops the chain.", (int)Defaults.BlockTime.TotalSeconds);

    public Option<long> Round { get; } = Plain("--round", "Current round.", Defaults.Round);

    public Option<string> RoundBlockHash { get; } = Plain("--round-block-hash", "L1 block hash of the round, 64 hex digits.", Convert.ToHexStringLower(Defaults.RoundBlockHash.Span));

    public Option<bool> OffChain { get; } = new("--off-chain") { Description = "Work without payments: no prices, no ticket parameters, no signatures checked." };

    public Option<string?> ReadyFile { get; } = new("--ready-file") { Description = "File to write the ready line to, besides standard output." };

    public IEnumerable<Option> All =>
    [
        Listen, Control, ServiceUri, KeyFile, StateFree, SenderDepositWei, SenderReserveWei, PoolSize, PricePerPixel, PixelsPerUnit, TicketEv, GasPriceWei,
        Ai, AiDelayMillis, Runners, RunnerDelayMillis, LivePaymentIntervalMillis, Byoc, ByocDelayMillis, ByocSignatures, AnswerBadByocPayments,
        MaxSessions, Ffmpeg, Transcoder, MaxTranscodes, L1Block, L1GenesisUnixSeconds, BlockSeconds, Round, RoundBlockHash, OffChain, ReadyFile,
    ];

    public DevOrchestratorOptions Read(ParseResult flags, ReadOnlyMemory<byte> privateKey) => new()
    {
        Listen = flags.GetValue(Listen)!,
        Control = flags.GetValue(Control)!,
        ServiceUri = flags.GetValue(ServiceUri),
        PrivateKey = privateKey,
        SenderDepositWei = flags.GetValue(SenderDepositWei),
        SenderReserveWei = flags.GetValue(SenderReserveWei),
        PoolSize = flags.GetValue(PoolSize),
        PricePerUnitWei = flags.GetValue(PricePerPixel),
        PixelsPerUnit = flags.GetValue(PixelsPerUnit),
        TicketEvWei = flags.GetValue(TicketEv),
        GasPriceWei = flags.GetValue(GasPriceWei),
        AiModels = flags.GetValue(Ai)!,
        AiDelay = TimeSpan.FromMilliseconds(flags.GetValue(AiDelayMillis)),
        Runners = flags.GetValue(Runners)!,
        RunnerDelay = TimeSpan.FromMilliseconds(flags.GetValue(RunnerDelayMillis)),
        LivePaymentInterval = TimeSpan.FromMilliseconds(flags.GetValue(LivePaymentIntervalMillis)),
        Byoc = flags.GetValue(Byoc)!,
        ByocDelay = TimeSpan.FromMilliseconds(flags.GetValue(ByocDelayMillis)),
        ByocSignatures = flags.GetValue(ByocSignatures),
        AreBadByocPaymentsAborted = !flags.GetValue(AnswerBadByocPayments),
        MaxSessions = flags.GetValue(MaxSessions),
        Ffmpeg = flags.GetValue(Ffmpeg)!,
        Transcoder = flags.GetValue(Transcoder),
        MaxTranscodes = flags.GetValue(MaxTranscodes),
        L1Block = flags.GetValue(L1Block),
        L1Genesis = flags.GetValue(L1GenesisUnixSeconds) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        BlockTime = TimeSpan.FromSeconds(flags.GetValue(BlockSeconds)),
        Round = flags.GetValue(Round),
        RoundBlockHash = ParseHex(flags.GetValue(RoundBlockHash)!),
        IsOffChain = flags.GetValue(OffChain),
    };

    private static Option<T> Plain<T>(string name, string description, T fallback) =>
        new(name) { Description = description, DefaultValueFactory = _ => fallback };

    private static Option<BigInteger> Wei(string name, string description, BigInteger fallback) => Custom(
        name, description, static text => BigInteger.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), fallback);

    private static Option<T> Custom<T>(string name, string description, Func<string, T> parse, T fallback) => new(name)
    {
        Description = description,
        CustomParser = result => Read(result, tokens => parse(tokens.Single())),
        DefaultValueFactory = _ => fallback,
    };

    private static T? Read<T>(ArgumentResult result, Func<IEnumerable<string>, T> parse)
    {
        try
        {
            return parse(result.Tokens.Select(token => token.Value));
        }
        catch (FormatException unreadable)
        {
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name}: {unreadable.Message}");
            return default;
        }
    }

    private static IPEndPoint ParseEndPoint(string text) => IPEndPoint.TryParse(text, out var endPoint) && text.LastIndexOf(':') > text.LastIndexOf(']')
        ? endPoint
        : throw new FormatException($"'{text}' is not address:port, for example 127.0.0.1:8935");

    private static byte[] ParseHex(string text) => Convert.FromHexString(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text);
}
