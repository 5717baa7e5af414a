namespace GatewayLite.Pipelines.Video;

/// <summary>Why a segment has no renditions. Zero is never given.</summary>
public enum LossReason
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>No orchestrator was usable within the segment's budget.</summary>
    NoOrchestrator,

    /// <summary>Every attempt failed, or the budget was over before one succeeded.</summary>
    AttemptsFailed,

    /// <summary>The payer did not answer within the segment's budget.</summary>
    PayerUnavailable,

    /// <summary>The payer refused: budget, funds or permission.</summary>
    PaymentRefused,

    /// <summary>Every usable orchestrator asks for more than the ceiling.</summary>
    PriceAboveCeiling,

    /// <summary>The segment itself cannot be transcoded; no other orchestrator was tried.</summary>
    BadSegment,

    /// <summary>The stream ended first.</summary>
    StreamEnded,

    /// <summary>A defect in this program; the log has it.</summary>
    InternalFault,
}
