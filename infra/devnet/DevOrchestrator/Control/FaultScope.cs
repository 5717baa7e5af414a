namespace DevOrchestrator.Control;

/// <summary>Which requests a fault hits.</summary>
[Flags]
public enum FaultScope
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>POST /segment.</summary>
    Segment = 1,

    /// <summary>AI pipelines.</summary>
    Ai = 2,

    /// <summary>gRPC.</summary>
    Grpc = 4,

    /// <summary>Downloads of results.</summary>
    Download = 8,

    /// <summary>All of them.</summary>
    All = Segment | Ai | Grpc | Download,
}
