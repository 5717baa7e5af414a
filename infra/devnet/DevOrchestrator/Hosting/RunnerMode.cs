namespace DevOrchestrator.Hosting;

/// <summary>How a live runner is used.</summary>
public enum RunnerMode
{
    /// <summary>A session is reserved, used and stopped.</summary>
    Persistent,

    /// <summary>One request is a session.</summary>
    SingleShot,
}
