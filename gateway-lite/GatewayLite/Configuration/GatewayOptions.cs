using System.Collections.Immutable;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Video;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Jobs;

namespace GatewayLite.Configuration;

/// <summary>Everything a gateway is told, read and checked.</summary>
public sealed record GatewayOptions
{
    /// <summary>The signer; null when nobody is paid.</summary>
    public Uri? Signer { get; init; }

    /// <summary>Token at the signer.</summary>
    public Secret? SignerToken { get; init; }

    /// <summary>Headers for a signer with go-livepeer's HTTP API; null for none.</summary>
    public Secret? SignerHeaders { get; init; }

    /// <summary>Whether the signer is used through go-livepeer's HTTP API.</summary>
    public bool IsCompatSigner => Signer is { Scheme: "http" or "https" };

    /// <summary>Orchestrators; empty takes the signer's list.</summary>
    public IReadOnlyList<Uri> Orchestrators { get; init; } = [];

    /// <summary>Renditions of every stream; empty plays the source only.</summary>
    public ImmutableArray<VideoProfile> Profiles { get; init; } = [];

    /// <summary>How streams are transcoded.</summary>
    public VideoOptions Video { get; init; } = new();

    /// <summary>How AI requests are run.</summary>
    public AiOptions Ai { get; init; } = new();

    /// <summary>Live streams at the same time.</summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>Whether a second publisher takes over at once.</summary>
    public bool Takeover { get; init; }

    /// <summary>Bound of segment memory.</summary>
    public long SegmentMemoryBytes { get; init; } = 1L << 30;

    /// <summary>RTMP listener.</summary>
    public ListenAddress RtmpAddress { get; init; } = new(System.Net.IPAddress.Loopback, 1935);

    /// <summary>HTTP listener.</summary>
    public ListenAddress HttpAddress { get; init; } = new(System.Net.IPAddress.Loopback, 8935);

    /// <summary>PEM files of the HTTP listener's certificate and key; null without TLS.</summary>
    public (string Certificate, string Key)? HttpTls { get; init; }

    /// <summary>Control listener.</summary>
    public ListenAddress ControlAddress { get; init; } = new(System.Net.IPAddress.Loopback, 7935);

    /// <summary>File of stream keys; null lets everybody publish.</summary>
    public string? StreamKeysFile { get; init; }

    /// <summary>File of app tokens; null lets everybody spend.</summary>
    public string? AppTokensFile { get; init; }

    /// <summary>File of the control port's token.</summary>
    public required string AdminTokenFile { get; init; }

    /// <summary>Data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>File for the ready line; null for none.</summary>
    public string? ReadyFile { get; init; }

    /// <summary>Least level that is logged.</summary>
    public LogLevel MinimumLogLevel { get; init; } = LogLevel.Information;

    /// <summary>Whether log lines are JSON.</summary>
    public bool LogsJson { get; init; }
}
