namespace DevOrchestrator.Hosting;

/// <summary>Forms of a BYOC job's signature that an orchestrator takes.</summary>
[Flags]
public enum ByocSignatures
{
    /// <summary>None: no job passes.</summary>
    None = 0,

    /// <summary>Over request and parameters: go-livepeer v0.9.1.</summary>
    V0 = 1,

    /// <summary>Over timeout, id, capability, request and parameters: proposed for later versions.</summary>
    V1 = 2,

    /// <summary>Both.</summary>
    Either = V0 | V1,
}
