namespace GatewayLite.Pipelines.Status;

/// <summary>Where the pipelines say what happened; the host maps events to its metrics. Thread-safe as its observer is.</summary>
/// <param name="observer">Called on the path of the work: must be quick, must not throw.</param>
public sealed class PipelineMeter(Action<PipelineEvent> observer)
{
    /// <summary>Nobody listens.</summary>
    public static PipelineMeter Silent { get; } = new(static _ => { });

    internal void Count(PipelineEvent happened) => observer(happened);
}
