namespace Livepeer.Orchestrators.Health;

/// <summary>
/// How an orchestrator failed. What is not its fault (client faults, ours, the signer's, refreshable payments) is not reported at all. Zero is none.
/// </summary>
public enum OrchestratorFault
{
    /// <summary>Not a fault.</summary>
    Unknown,

    /// <summary>It has no capacity now. A short pause that does not grow.</summary>
    Busy,

    /// <summary>What it offers now does not fit, although the directory thought so. Paused until it will have been asked again; not a failure.</summary>
    Unsuitable,

    /// <summary>It was too slow. Two in a row pause it; the latency score tells the rest.</summary>
    Slow,

    /// <summary>No connection, or cut.</summary>
    Unreachable,

    /// <summary>It answered with an error of its own.</summary>
    Failed,

    /// <summary>What it delivered was wrong: signature, hash, number of renditions, nonsense in its info. A long pause.</summary>
    Misbehaved,
}
