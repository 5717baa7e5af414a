namespace Livepeer.Payments.Desk.Repair;

/// <summary>What became of a payment that was to be put back.</summary>
public enum RestoreState
{
    /// <summary>Not a state.</summary>
    Unknown,

    /// <summary>It was lost and is back.</summary>
    Restored,

    /// <summary>The ledger knew it; nothing has changed.</summary>
    Known,

    /// <summary>Even its tombstone has ended, so nobody can say whether the ledger ever knew it; nothing has changed.</summary>
    TooOld,
}
