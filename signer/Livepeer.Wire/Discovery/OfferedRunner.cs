namespace Livepeer.Wire.Discovery;

/// <summary>A service behind an orchestrator, as the orchestrator describes it. Nothing in it is authenticated.</summary>
/// <remarks>Source: go-livepeer ai/runner/live_runner.go LiveRunnerDiscoveryRunner.</remarks>
public sealed record OfferedRunner
{
    /// <summary>Where it is used; names it within its orchestrator.</summary>
    public required string Url { get; init; }

    /// <summary>What it does: "pipeline/model", or any other name; never blank.</summary>
    public required string App { get; init; }

    /// <summary>Its hardware, or null.</summary>
    public RunnerGpu? Gpu { get; init; }

    /// <summary>Its version, or empty.</summary>
    public string Version { get; init; } = "";

    /// <summary>Text of the application's own, at most <see cref="DiscoveryLimits.MetadataBytes"/> in UTF-8; may be empty.</summary>
    public string Metadata { get; init; } = "";

    /// <summary>"persistent", "single-shot", or empty.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Sessions that it takes in all.</summary>
    public long Capacity { get; init; }

    /// <summary>Sessions under way.</summary>
    public long CapacityUsed { get; init; }

    /// <summary>Sessions that it would take now.</summary>
    public long CapacityAvailable { get; init; }

    /// <summary>What it costs; null when nothing is said, as by orchestrators that are not paid.</summary>
    public RunnerPrice? Price { get; init; }
}

/// <summary>A runner's hardware; what is unknown is empty or 0.</summary>
/// <param name="Id">Its name at the orchestrator.</param>
/// <param name="Name">Model.</param>
/// <param name="VramMegabytes">Memory.</param>
public sealed record RunnerGpu(string Id, string Name, long VramMegabytes);

/// <summary>One node of an orchestrator, with the runners behind it.</summary>
/// <param name="Address">Base URI as announced, not checked.</param>
/// <param name="Runners">In the order of the answer.</param>
public sealed record AnnouncedNode(string Address, IReadOnlyList<OfferedRunner> Runners);
