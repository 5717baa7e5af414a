namespace Livepeer.Orchestrators.Health;

/// <summary>What a circuit breaker allows. Zero is not a state.</summary>
public enum CircuitState
{
    /// <summary>Not a state.</summary>
    Unknown,

    /// <summary>Everything.</summary>
    Closed,

    /// <summary>Nothing until the pause is over.</summary>
    Open,

    /// <summary>One probe.</summary>
    HalfOpen,
}

/// <summary>Health at one moment.</summary>
/// <param name="Circuit">What is allowed.</param>
/// <param name="RetryAt">With an open circuit: end of the pause.</param>
/// <param name="LatencyScore">Smoothed work time over nominal time; 1 is just in time; null before the first success.</param>
/// <param name="ErrorRate">Smoothed share of failures, 0 to 1.</param>
/// <param name="LastFault">The last fault since the last success, or Unknown; during a pause what caused it.</param>
public sealed record HealthState(CircuitState Circuit, DateTimeOffset? RetryAt, double? LatencyScore, double ErrorRate, OrchestratorFault LastFault);
