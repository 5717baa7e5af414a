namespace Livepeer.Wire.Matching;

/// <summary>Whether an orchestrator can do a job.</summary>
/// <param name="Kind">Yes, or the first reason why not.</param>
/// <param name="Detail">What is missing, safe to show; empty when it fits.</param>
public readonly record struct CapabilityFit(CapabilityFitKind Kind, string Detail)
{
    /// <summary>Whether the orchestrator can do it.</summary>
    public bool Fits => Kind == CapabilityFitKind.Fits;
}

/// <summary>Kinds of misfit. Zero is neither.</summary>
public enum CapabilityFitKind
{
    /// <summary>Not judged.</summary>
    Unknown,

    /// <summary>Can do it.</summary>
    Fits,

    /// <summary>The orchestrator names no capabilities at all.</summary>
    NoCapabilities,

    /// <summary>A requested capability is missing.</summary>
    CapabilityMissing,

    /// <summary>The orchestrator demands a capability that the job does not use.</summary>
    MandatoryUnused,

    /// <summary>The orchestrator's version is unknown or too old.</summary>
    NodeTooOld,

    /// <summary>The model is not offered.</summary>
    ModelMissing,

    /// <summary>The model's runner is unknown or too old.</summary>
    RunnerTooOld,
}
