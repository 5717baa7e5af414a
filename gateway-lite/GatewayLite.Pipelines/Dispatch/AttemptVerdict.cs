using Livepeer.Payments.Desk;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>What a failure means.</summary>
/// <param name="Code">Short stable word for logs, metrics and the list of attempts.</param>
/// <param name="Next">What to do now.</param>
/// <param name="Mark">What the orchestrator's record gets.</param>
/// <param name="Outcome">What became of the payment.</param>
/// <param name="Message">One sentence, safe to show.</param>
internal sealed record AttemptVerdict(string Code, NextStep Next, HealthMark Mark, PaymentOutcomeKind Outcome, string Message);

/// <summary>What to do after a failed attempt.</summary>
internal enum NextStep
{
    /// <summary>Take fresh token and ticket parameters from the same orchestrator and try it again.</summary>
    RefreshSame,

    /// <summary>Another orchestrator.</summary>
    NextOrchestrator,

    /// <summary>The segment or the client's request is wrong: nobody can do it.</summary>
    BadInput,

    /// <summary>Our account or our credentials are wrong: nobody will do it.</summary>
    OurFault,
}

/// <summary>What a failure says about an orchestrator.</summary>
internal enum HealthMark
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It has no room now.</summary>
    Busy,

    /// <summary>It cannot do this kind of job although it said so.</summary>
    NotCapable,

    /// <summary>It was too slow.</summary>
    Slow,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It delivered something else than it signed.</summary>
    Dishonest,
}
