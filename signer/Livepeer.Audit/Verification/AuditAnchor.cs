namespace Livepeer.Audit.Verification;

/// <summary>A record that must be in a log.</summary>
/// <param name="Head">Number and hash.</param>
/// <param name="Source">Who says so.</param>
public sealed record AuditAnchor(AuditHead Head, AnchorSource Source);

/// <summary>Where a record is known from.</summary>
public enum AnchorSource
{
    /// <summary>Somebody wrote it down.</summary>
    Given,

    /// <summary>The signer that writes the log said what it wrote last.</summary>
    Signer,

    /// <summary>The signer's ledger.</summary>
    Ledger,
}
