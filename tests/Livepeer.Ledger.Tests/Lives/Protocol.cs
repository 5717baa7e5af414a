namespace Livepeer.Ledger.Tests.Lives;

/// <summary>The rules that writers keep so that no nonce is used twice. A test breaks one at a time: each must be needed.</summary>
internal sealed record Protocol
{
    public static Protocol AsBuilt { get; } = new();

    /// <summary>Every life of a writer has an epoch of its own, and two writers never share one.</summary>
    public bool EpochPerLife { get; init; } = true;

    /// <summary>A commit without a known outcome ends its epoch.</summary>
    public bool NewEpochAfterUnknown { get; init; } = true;

    /// <summary>A detected loss ends the epoch of the writer that detects it.</summary>
    public bool NewEpochAfterLoss { get; init; } = true;

    /// <summary>A detected loss closes the nonce spaces that were used before.</summary>
    public bool NewGenerationAfterLoss { get; init; } = true;

    /// <summary>The store compares the number of the writer's last commit with what the writer was told.</summary>
    public bool CompareOwnNumber { get; init; } = true;

    /// <summary>The number of a commit without a known outcome is not given to another commit.</summary>
    public bool NumbersAreUsedOnce { get; init; } = true;

    /// <summary>The store compares the rows that were read with what they are now.</summary>
    public bool CompareRows { get; init; } = true;
}
