namespace Livepeer.Ledger;

/// <summary>Why a ledger's file cannot be used. Zero is not a reason.</summary>
public enum LedgerFileProblem
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>Another process, or another ledger of this one, has it open.</summary>
    InUse,

    /// <summary>Its content is damaged, or it is not a ledger at all.</summary>
    Damaged,

    /// <summary>A newer version of the program wrote it.</summary>
    NewerVersion,

    /// <summary>It cannot be made, read or written.</summary>
    Inaccessible,
}
