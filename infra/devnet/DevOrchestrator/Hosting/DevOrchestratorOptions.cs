using System.Net;
using System.Numerics;

namespace DevOrchestrator.Hosting;

/// <summary>How one dev orchestrator behaves. The defaults give ticket parameters that a go-livepeer sender with default limits accepts.</summary>
public sealed record DevOrchestratorOptions
{
    /// <summary>Where gRPC and HTTP are served over TLS. Port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Where faults and statistics are served over plain HTTP; loopback only. Port 0 takes a free one.</summary>
    public IPEndPoint Control { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>The URI told to gateways. Default: https with the address and port that were really taken.</summary>
    public Uri? ServiceUri { get; init; }

    /// <summary>The 32-byte key that signs results; its address also receives the tickets. Default: a fresh one.</summary>
    public ReadOnlyMemory<byte> PrivateKey { get; init; }

    /// <summary>Deposit of every sender, in wei.</summary>
    public BigInteger SenderDepositWei { get; init; } = BigInteger.Parse("5000000000000000000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reserve of every sender, in wei. A share of 1 / <see cref="PoolSize"/> limits the face value.</summary>
    public BigInteger SenderReserveWei { get; init; } = BigInteger.Parse("5000000000000000000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Round in which every sender may withdraw; 0 when none is unlocking.</summary>
    public long SenderWithdrawRound { get; init; }

    /// <summary>Number of orchestrators that share a sender's reserve.</summary>
    public int PoolSize { get; init; } = 100;

    /// <summary>Transcoding price: wei per <see cref="PixelsPerUnit"/> pixels.</summary>
    public long PricePerUnitWei { get; init; } = 1_200;

    /// <summary>Pixels in one price unit; at least 1.</summary>
    public long PixelsPerUnit { get; init; } = 1;

    /// <summary>Expected value of one ticket, in wei. go-livepeer's default.</summary>
    public BigInteger TicketEvWei { get; init; } = 8_000_000_000;

    /// <summary>Gas price behind the face value, in wei. 0.01 gwei gives a face value of 1.2e15 wei.</summary>
    public BigInteger GasPriceWei { get; init; } = 10_000_000;

    /// <summary>Gas of one redemption. go-livepeer's figure for Arbitrum.</summary>
    public BigInteger RedeemGas { get; init; } = 1_200_000;

    /// <summary>Largest face value in wei; 0 for none.</summary>
    public BigInteger MaxFaceValueWei { get; init; }

    /// <summary>Models on offer.</summary>
    public IReadOnlyList<AiModelOffer> AiModels { get; init; } = [new(AiPipelines.TextToImage, "stabilityai/sdxl-turbo", 4_768)];

    /// <summary>How long an AI job takes.</summary>
    public TimeSpan AiDelay { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>AI jobs at the same time per model; one more is answered 503.</summary>
    public int AiCapacity { get; init; } = 4;

    /// <summary>Live runners on offer.</summary>
    public IReadOnlyList<RunnerOffer> Runners { get; init; } = [];

    /// <summary>How long a single-shot runner takes to answer.</summary>
    public TimeSpan RunnerDelay { get; init; }

    /// <summary>Time between two charges of a live stream or a runner's session. go-livepeer's default.</summary>
    public TimeSpan LivePaymentInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>BYOC capabilities on offer.</summary>
    public IReadOnlyList<ByocOffer> Byoc { get; init; } = [];

    /// <summary>How long a BYOC job takes.</summary>
    public TimeSpan ByocDelay { get; init; }

    /// <summary>Forms of a BYOC job's signature that are taken. Default: that of go-livepeer v0.9.1.</summary>
    public ByocSignatures ByocSignatures { get; init; } = ByocSignatures.V0;

    /// <summary>Whether a BYOC payment that is not taken ends the connection without an answer, as at go-livepeer v0.9.1; else it is answered with its status and text.</summary>
    public bool AreBadByocPaymentsAborted { get; init; } = true;

    /// <summary>Transcoding sessions at the same time.</summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>Current L1 block at <see cref="L1Genesis"/>.</summary>
    public long L1Block { get; init; } = 21_000_000;

    /// <summary>When <see cref="L1Block"/> was the current block. Default: the start of the program.</summary>
    public DateTimeOffset? L1Genesis { get; init; }

    /// <summary>Time between L1 blocks; zero stops the chain.</summary>
    public TimeSpan BlockTime { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Current round.</summary>
    public long Round { get; init; } = 3_890;

    /// <summary>L1 block hash of the round, 32 bytes. Default: every byte 0x11.</summary>
    public ReadOnlyMemory<byte> RoundBlockHash { get; init; } = Enumerable.Repeat((byte)0x11, 32).ToArray();

    /// <summary>What makes the renditions.</summary>
    public TranscoderKind Transcoder { get; init; } = TranscoderKind.Ffmpeg;

    /// <summary>The ffmpeg program; ffprobe is expected beside it.</summary>
    public string Ffmpeg { get; init; } = "ffmpeg";

    /// <summary>ffmpeg processes at the same time.</summary>
    public int MaxTranscodes { get; init; } = 2;

    /// <summary>Longest run of one ffmpeg process.</summary>
    public TimeSpan TranscodeTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>An orchestrator without payments: no prices, no ticket parameters, no signatures checked.</summary>
    public bool IsOffChain { get; init; }

    /// <summary>Whether payments that go-livepeer would take are refused when they break the protocol: odd lengths, negative prices.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Everything that is wrong with these options, one sentence each.</summary>
    internal IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        Check(IPAddress.IsLoopback(Control.Address), $"the control address {Control} is not loopback: it has no authentication");
        Check(ServiceUri is null || ServiceUri.Scheme == Uri.UriSchemeHttps, $"the service URI {ServiceUri} must start with https://");
        Check(PrivateKey.Length is 0 or 32, $"the private key has {PrivateKey.Length} bytes instead of 32");
        Check(RoundBlockHash.Length == 32, $"the round's block hash has {RoundBlockHash.Length} bytes instead of 32");
        Check(PricePerUnitWei >= 0 && PixelsPerUnit >= 1, $"the price {PricePerUnitWei}/{PixelsPerUnit} needs at least 0 wei for at least 1 pixel");
        Check(SenderDepositWei >= 0 && SenderReserveWei >= 0, "deposit and reserve of senders cannot be negative");
        Check(TicketEvWei >= 0 && GasPriceWei >= 0 && RedeemGas >= 0 && MaxFaceValueWei >= 0, "ticket EV, gas price, gas and face value cannot be negative");
        Check(PoolSize >= 0, "the pool size cannot be negative");
        Check(MaxSessions >= 1 && MaxTranscodes >= 1 && AiCapacity >= 1, "sessions, transcodes and AI capacity must be at least 1");
        Check(AiModels.All(offer => AiPipelines.Capability(offer.Pipeline) is not null), "an AI model names an unknown pipeline");
        Check(Byoc.All(offer => offer is { PricePerSecondWei: >= 0, Capacity: >= 1 }), "a BYOC capability needs a price of at least 0 and a capacity of at least 1");
        Check(Byoc.Select(offer => offer.Name).Distinct(StringComparer.Ordinal).Count() == Byoc.Count, "a BYOC capability is named twice");
        Check(LivePaymentInterval > TimeSpan.Zero, "the live payment interval must be positive");
        Check(Runners.Select(runner => runner.Name).Distinct(StringComparer.Ordinal).Count() == Runners.Count, "a runner is named twice");
        problems.AddRange(Runners.Select(runner => runner.Problem()).OfType<string>());
        return problems;

        void Check(bool holds, string problem)
        {
            if (!holds)
            {
                problems.Add(problem);
            }
        }
    }
}
