using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>What a log is held against.</summary>
public sealed record AuditVerificationOptions
{
    /// <summary>Whose signatures checkpoints must have; null takes whoever signed the first one.</summary>
    public EthAddress? Signer { get; init; }

    /// <summary>A record that must be there, as it was written down earlier; null for none.</summary>
    public AuditHead? Anchor { get; init; }
}
