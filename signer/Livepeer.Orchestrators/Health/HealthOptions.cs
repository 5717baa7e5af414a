namespace Livepeer.Orchestrators.Health;

/// <summary>How failures of orchestrators are remembered.</summary>
public sealed record HealthOptions
{
    /// <summary>Pause after <see cref="OrchestratorFault.Busy"/>. Default 10 s; 5 s suits AI, where capacity comes back with each finished request.</summary>
    public TimeSpan BusyPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after <see cref="OrchestratorFault.Unsuitable"/>. Default 60 s, the interval of the directory.</summary>
    public TimeSpan UnsuitablePause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pause after a first failure; each further one doubles it. Default 30 s.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause, and the pause after <see cref="OrchestratorFault.Misbehaved"/>. Default 10 minutes.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Time without failure that forgives one: the next pause is half as long. Default 10 minutes.</summary>
    public TimeSpan Forgiveness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a probe may take before the next caller may probe. Default 60 s.</summary>
    public TimeSpan ProbePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Weight of the newest result in latency score and error rate, 0 to 1. Default 0.3.</summary>
    public double Smoothing { get; init; } = 0.3;
}
