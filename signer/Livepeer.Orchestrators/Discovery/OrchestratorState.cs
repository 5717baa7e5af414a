namespace Livepeer.Orchestrators.Discovery;

/// <summary>What is known of an orchestrator on the list. Zero is nothing.</summary>
public enum OrchestratorState
{
    /// <summary>Listed, and nothing that it offered is known: it never answered, or too long ago.</summary>
    Unseen,

    /// <summary>It answers.</summary>
    Answering,

    /// <summary>It answered once, but not lately, or was not asked since the start. What it offered last is kept.</summary>
    Silent,

    /// <summary>It is on the block list; nobody is told about it.</summary>
    Blocked,
}
