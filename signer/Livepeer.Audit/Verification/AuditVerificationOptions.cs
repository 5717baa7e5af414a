using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>What a log is held against.</summary>
public sealed record AuditVerificationOptions
{
    /// <summary>Whose signatures checkpoints must have; null takes whoever signed the first one.</summary>
    public EthAddress? Signer { get; init; }

    /// <summary>Records that must be there. Without any, records that are missing at the very end are not missed.</summary>
    public IReadOnlyList<AuditAnchor> Anchors { get; init; } = [];
}
