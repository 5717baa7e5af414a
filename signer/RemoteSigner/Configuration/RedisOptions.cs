using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>A ledger in Redis, as it was configured. Meaning of every value: the option table.</summary>
public sealed record RedisOptions
{
    /// <summary>Servers or Sentinels.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Name of the primary at the Sentinels; null without Sentinels.</summary>
    public string? SentinelService { get; init; }

    /// <summary>Begins every key; null for the standard, which has the account in it.</summary>
    public string? Prefix { get; init; }

    /// <summary>ACL user.</summary>
    public string? User { get; init; }

    /// <summary>Its password.</summary>
    public Secret? Password { get; init; }

    /// <summary>Password of the Sentinels.</summary>
    public Secret? SentinelPassword { get; init; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool Tls { get; init; }

    /// <summary>PEM file of an authority.</summary>
    public string? TlsAuthorityFile { get; init; }

    /// <summary>Name in the servers' certificates.</summary>
    public string? TlsHost { get; init; }

    /// <summary>Replicas that must have a payment.</summary>
    public int WaitReplicas { get; init; }

    /// <summary>Whether a server without a disk will do.</summary>
    public bool AllowVolatile { get; init; }
}
