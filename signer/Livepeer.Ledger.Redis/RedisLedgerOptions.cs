using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Livepeer.Ledger.State;

namespace Livepeer.Ledger.Redis;

/// <summary>Where the Redis ledger is, how it is reached, and its bounds.</summary>
public sealed class RedisLedgerOptions
{
    /// <summary>Servers, <c>host:port</c> or <c>unix:/path</c>: one of its own, some of a cluster, or Sentinels.</summary>
    [MinLength(1)]
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>
    /// Begins the name of every key, as the hash tag <c>{prefix}</c>: all keys of a ledger live in one slot. One ledger per account that pays; 1 to 200
    /// characters without braces.
    /// </summary>
    [Required, StringLength(200, MinimumLength = 1), RegularExpression("[^{}\\x00-\\x20\\x7F-\\uFFFF]+")]
    public required string Prefix { get; init; }

    /// <summary>Name under which Sentinels know the primary; null when <see cref="Servers"/> are no Sentinels.</summary>
    public string? SentinelService { get; init; }

    /// <summary>ACL user; null for the default user.</summary>
    public string? User { get; init; }

    /// <summary>Its password; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Password of the Sentinels; null for the same as <see cref="Password"/>, empty for none.</summary>
    public string? SentinelPassword { get; init; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool Tls { get; init; }

    /// <summary>PEM file of the authority that issued the servers' certificates; null for those of the system.</summary>
    public string? TlsAuthorityFile { get; init; }

    /// <summary>Name that the servers' certificates must have; null for the host of each.</summary>
    public string? TlsHost { get; init; }

    /// <summary>
    /// Replicas that must have acknowledged a payment before it is answered, for the first time or again, 0 to 10. Default 0. A failover to one of them keeps
    /// it; payments are refused while fewer are connected.
    /// </summary>
    [Range(0, 10)]
    public int WaitReplicas { get; init; }

    /// <summary>Whether a server that writes nothing to disk, or that may evict keys, is good enough: it is for tests alone.</summary>
    public bool AllowVolatile { get; init; }

    /// <summary>Orders that may wait, 1 to 65,536; one more is refused at once. Default 4,096.</summary>
    [Range(1, 65_536)]
    public int MaxQueuedOrders { get; init; } = 4_096;

    /// <summary>Orders that share one commit at most, 1 to 1,024. Default 128: a commit then holds the server up for some milliseconds.</summary>
    [Range(1, 1_024)]
    public int MaxOrdersPerCommit { get; init; } = 128;

    /// <summary>Rows kept in memory, of each kind, 16 to 1,048,576. Default 16,384. A row that another signer changed meanwhile costs one more round trip.</summary>
    [Range(16, 1_048_576)]
    public int CachedRows { get; init; } = 16_384;

    /// <summary>How long a single payment stays in the account after it was delivered; 0 to 365 days. Default a day. Sums by day stay for good.</summary>
    public TimeSpan KeepDeliveredUsage { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a single payment stays in the account when nobody took it; 1 hour to 365 days. Default 7 days.</summary>
    public TimeSpan KeepUsage { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Single payments in the account at most, 1,000 to 100,000,000. Default 500,000: about 330 MB of the server's memory.</summary>
    [Range(1_000, 100_000_000)]
    public long MaxUsageEvents { get; init; } = 500_000;

    /// <summary>First epoch of this process, 0 to 4,194,303; null, the default, takes a random one, as does one that is taken. Only a test sets it.</summary>
    [Range(0, (1 << 22) - 1)]
    public uint? FirstEpoch { get; init; }

    /// <summary>Takes the ledger's time from here and not from the server. Only a test sets it.</summary>
    internal TimeProvider? Clock { get; init; }

    /// <summary>How long an answer may take: half a second, so that a server that hangs costs a caller no more. Only tests on busy machines give more.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a start waits for a server that is starting too. Only tests that wait for no server give less.</summary>
    internal TimeSpan StartPatience { get; init; } = TimeSpan.FromSeconds(5);

    internal UsageRetention UsageRetention => new(KeepDeliveredUsage, KeepUsage, MaxUsageEvents);

    /// <summary>Every value that is out of its range, in words; empty when all are good.</summary>
    public IReadOnlyList<string> Problems()
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(this, new ValidationContext(this), results, validateAllProperties: true);
        return
        [
            .. results.Select(result => $"Redis: {result.ErrorMessage}"),
            .. Servers.Where(server => !TryParseServer(server, out _)).Select(server => $"Redis: '{server}' is no server: expected host:port or unix:/path."),
        ];
    }

    /// <summary>Reads <c>host:port</c>, <c>[v6 address]:port</c> or <c>unix:/path</c>.</summary>
    public static bool TryParseServer(string text, out EndPoint? server)
    {
        server = null;
        if (text.StartsWith("unix:/", StringComparison.Ordinal))
        {
            server = new UnixDomainSocketEndPoint(text["unix:".Length..]);
            return true;
        }

        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) || port == 0)
        {
            return false;
        }

        var host = text[..colon];
        server = IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, port)
            : host.Contains(':', StringComparison.Ordinal) || host.Contains('/', StringComparison.Ordinal) ? null
            : new DnsEndPoint(host, port);
        return server is not null;
    }
}
