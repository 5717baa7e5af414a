using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography.X509Certificates;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Where the signer is and how long it is waited for.</summary>
public sealed class RemotePayerOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Signer";

    /// <summary><c>grpc://host:port</c> in plain text, for loopback, or <c>grpcs://host:port</c> over TLS.</summary>
    [Required]
    public required Uri Endpoint { get; init; }

    /// <summary>Bearer token that names the tenant; given by file or environment, never logged.</summary>
    [Required]
    public required string Token { get; init; }

    /// <summary>Certificate authorities trusted for grpcs; null for the system's.</summary>
    public X509Certificate2Collection? TrustedRoots { get; init; }

    /// <summary>Certificate shown to the signer; null for none.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Longest wait for a connection. Range 100 ms to 30 s, default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest single call; an unanswered one is repeated with the same idempotency key. Range 100 ms to 30 s, default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a report waits for the next payment of its session before it is delivered on its own. Range 0 to 10 s, default 750 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan ReportDelay { get; init; } = TimeSpan.FromMilliseconds(750);

    /// <summary>Reports kept while the signer is away; beyond that the oldest is dropped. Range 16 to 1,000,000, default 20,000: a gateway of 100 streams may wait for over 6 minutes.</summary>
    [Range(16, 1_000_000)]
    public int MaxPendingReports { get; init; } = 20_000;
}
