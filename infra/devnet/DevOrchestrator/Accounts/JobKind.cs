namespace DevOrchestrator.Accounts;

/// <summary>What a payment is for; its lower-case name stands in the statistics.</summary>
public enum JobKind
{
    /// <summary>POST /payment for a manifest that nothing else has used yet.</summary>
    Payment,

    /// <summary>A transcoded segment; the manifest is the session id of the token.</summary>
    Segment,

    /// <summary>A batch AI job; the manifest is capability_model.</summary>
    Ai,

    /// <summary>A live video-to-video stream; the manifest is the orchestrator's own id of the stream.</summary>
    Live,

    /// <summary>A session of a live runner; the manifest is the session id.</summary>
    Runner,

    /// <summary>A BYOC job; the manifest is the capability's name.</summary>
    Byoc,
}
