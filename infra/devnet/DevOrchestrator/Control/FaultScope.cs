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

    /// <summary>Payments without work: POST /payment and those of a runner's session.</summary>
    Payment = 16,

    /// <summary>The start of live video-to-video.</summary>
    Live = 32,

    /// <summary>Live runners: discovery, reservations, single-shot requests, refreshed payment parameters.</summary>
    Runner = 64,

    /// <summary>BYOC tokens and jobs.</summary>
    Byoc = 128,

    /// <summary>All of them.</summary>
    All = Segment | Ai | Grpc | Download | Payment | Live | Runner | Byoc,
}
