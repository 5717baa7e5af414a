using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>How go-livepeer's HTTP API is served, and who may use it.</summary>
public sealed record HttpApiOptions
{
    /// <summary>Where it listens.</summary>
    public required ListenAddress Address { get; init; }

    /// <summary>Authorization webhook; null without one.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>Headers for the webhook; null for none.</summary>
    public Secret? WebhookHeaders { get; init; }

    /// <summary>Whether callers without a name may spend, wherever they come from.</summary>
    public bool AllowNoAuth { get; init; }

    /// <summary>Whether callers on loopback prove who they are, like all others.</summary>
    public bool RequireToken { get; init; }

    /// <summary>Whether everybody may ask for the identity and the orchestrators.</summary>
    public bool PublicInfo { get; init; }

    /// <summary>Whether the header Signer-Auth-Id says who a caller is.</summary>
    public bool TrustAuthIdHeader { get; init; }
}
