using System.ComponentModel.DataAnnotations;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>Where a signer with go-livepeer's HTTP API is, and how long it is waited for.</summary>
public sealed class CompatPayerOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "CompatSigner";

    /// <summary><c>http://host:port</c>, for loopback or a private network, or <c>https://host:port</c>, whose certificate is verified. Without a path: the API has its own.</summary>
    [Required]
    public required Uri Endpoint { get; init; }

    /// <summary>Headers of every request, in order; they may hold secrets and are never logged (go-livepeer's -remoteSignerHeaders).</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Longest wait for a connection, TCP and TLS together. Range 100 ms to 30 s, default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:30")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Longest single call. Range 100 ms to 60 s, default 10 s: a signer may ask a webhook for 5 s before it answers. go-livepeer's gateway waits 60 s, longer than most
    /// requests for AI work have time.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
