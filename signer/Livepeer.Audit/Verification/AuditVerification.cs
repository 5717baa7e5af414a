using Livepeer.Crypto;

namespace Livepeer.Audit.Verification;

/// <summary>What a walk through a whole log found.</summary>
/// <param name="Files">Files.</param>
/// <param name="Records">Records.</param>
/// <param name="Bytes">Bytes.</param>
/// <param name="FirstSequence">Number of the first record that is kept; 0 without any. Above 1 when older files were removed.</param>
/// <param name="Head">The last record. To be written down somewhere else: a log that was cut back to an earlier record, and all after it removed, is whole in itself.</param>
/// <param name="Checkpoints">Signed heads that are right.</param>
/// <param name="CoveredSequence">Last record that a signature vouches for; 0 without any.</param>
/// <param name="Signer">Who signed them; null without any.</param>
/// <param name="Other">Who signed others, the first one where there are several; null without any.</param>
/// <param name="IsClosed">Whether the log ends with the records of an orderly stop.</param>
/// <param name="Findings">What is wrong, in the order of the log; at most <see cref="AuditVerifier.MaxFindings"/>.</param>
/// <param name="Notes">What is not wrong and still worth knowing.</param>
public sealed record AuditVerification(
    int Files,
    long Records,
    long Bytes,
    long FirstSequence,
    AuditHead Head,
    long Checkpoints,
    long CoveredSequence,
    EthAddress? Signer,
    OtherSigner? Other,
    bool IsClosed,
    IReadOnlyList<AuditFinding> Findings,
    IReadOnlyList<string> Notes)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsWhole => Findings.Count == 0;
}

/// <summary>An account whose signatures do not count.</summary>
/// <param name="Account">The account.</param>
/// <param name="Checkpoints">How many signed heads are its.</param>
public sealed record OtherSigner(EthAddress Account, long Checkpoints);

/// <summary>One thing that is wrong.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Line">Line in it, from 1.</param>
/// <param name="Reason">What, in one sentence.</param>
public sealed record AuditFinding(string File, long Line, string Reason);

/// <summary>How far a walk is.</summary>
/// <param name="Records">Records so far.</param>
/// <param name="Bytes">Bytes so far.</param>
/// <param name="TotalBytes">Of all files when the walk began.</param>
public sealed record AuditProgress(long Records, long Bytes, long TotalBytes);
