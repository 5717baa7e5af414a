using Livepeer.Crypto;

namespace Livepeer.Payments.Desk.Audit;

/// <summary>A record of an audit log as its ledger knows it.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="Sequence">Number of the record, from 1.</param>
/// <param name="Hash">SHA-256 of its line without the line feed.</param>
/// <param name="At">When it was noted down, by the signer's clock.</param>
public sealed record LogAnchor(string Log, long Sequence, Hash32 Hash, DateTimeOffset At)
{
    /// <summary>Characters of a log's name at most.</summary>
    public const int MaxLogLength = 64;

    /// <summary>Whether both are the same record of the same log, whenever it was noted down.</summary>
    /// <param name="other">Another one; null is never the same.</param>
    public bool IsSameRecord(LogAnchor? other) => other is not null && other.Log == Log && other.Sequence == Sequence && other.Hash == Hash;

    /// <summary>What becomes of a known anchor.</summary>
    /// <param name="known">The known one of the same log; null for none.</param>
    /// <param name="instead">One that no longer holds; null for none.</param>
    /// <returns>Whether this one takes its place.</returns>
    public bool Replaces(LogAnchor? known, LogAnchor? instead) => known is null || Sequence > known.Sequence || known.IsSameRecord(instead);
}
