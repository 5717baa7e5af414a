namespace GatewayLite.Pipelines.Ai;

/// <summary>Classes of failure; each has one status. Zero is never given.</summary>
public enum AiFailureKind
{
    /// <summary>Not a class.</summary>
    Unknown,

    /// <summary>The request is wrong; no orchestrator was asked, or one said so (400).</summary>
    BadRequest,

    /// <summary>The body is larger than allowed (413).</summary>
    TooLarge,

    /// <summary>As many requests run and wait as may (503 with Retry-After).</summary>
    Busy,

    /// <summary>No orchestrator could do it (503).</summary>
    NoOrchestrator,

    /// <summary>Every usable orchestrator asks for more than the ceiling (503).</summary>
    PriceAboveCeiling,

    /// <summary>The payer refused: budget, funds or permission (503).</summary>
    PaymentRefused,

    /// <summary>The payer did not answer (503).</summary>
    PayerUnavailable,

    /// <summary>The request's budget is over (504).</summary>
    Timeout,

    /// <summary>Paid and done, but a result could not be fetched (502).</summary>
    ResultUnavailable,

    /// <summary>The client went away; nobody reads the answer.</summary>
    Cancelled,

    /// <summary>A defect on our side (500).</summary>
    Internal,
}
