using Drills.Paying;
using Drills.World;

namespace Drills.Faults;

/// <summary>One kind of fault, made again and again while clients pay.</summary>
internal interface IDrill
{
    /// <summary>As on the command line.</summary>
    string Name { get; }

    /// <summary>What is done, in a few words.</summary>
    string Fault { get; }

    /// <summary>Cycles of the short form, 1 or more.</summary>
    int ShortCycles { get; }

    /// <summary>Cycles of the long form.</summary>
    int LongCycles { get; }

    /// <summary>
    /// Whether payments may be in the account that no orchestrator ever got: where a ledger is put back, or each signer has its own, a client that repeats may be
    /// paid anew and the first payment stays in the account.
    /// </summary>
    bool MayPayTwice => false;

    /// <summary>Why it cannot be done on this machine; null when it can.</summary>
    string? Missing();

    /// <summary>Starts what it needs, signers included.</summary>
    Task SetUpAsync(Stage stage, CancellationToken cancellationToken);

    /// <summary>One fault, from whole to whole.</summary>
    Task CycleAsync(Stage stage, Crowd crowd, CancellationToken cancellationToken);
}
