namespace Livepeer.Wire.Answers;

/// <summary>What an orchestrator's refusal means for the job, the orchestrator and us. Zero is never an answer.</summary>
public enum OrchestratorAnswer
{
    /// <summary>Not classified.</summary>
    Unknown,

    /// <summary>Token or ticket parameters are out of date: ask the same orchestrator for fresh ones, once.</summary>
    PaymentRefreshable,

    /// <summary>A ticket number was seen before or there are too many: take fresh ticket parameters from the same orchestrator, once.</summary>
    NonceClash,

    /// <summary>The orchestrator's balance is below ours: count it as zero and pay in full, same orchestrator, once.</summary>
    AccountingDrift,

    /// <summary>No capacity now: another orchestrator, short back-off.</summary>
    Busy,

    /// <summary>What was announced is no longer true: this orchestrator not for this job until its next refresh.</summary>
    NotCapable,

    /// <summary>The deposit or reserve of the sender is not enough, or is unlocking: no orchestrator will help.</summary>
    SenderAccount,

    /// <summary>The application's request is wrong: tell it, blame nobody.</summary>
    Client,

    /// <summary>The segment itself cannot be transcoded: do not try again anywhere.</summary>
    NonRetryableSegment,

    /// <summary>Our headers, hashes or signatures are wrong: alarm, blame no orchestrator.</summary>
    Ours,

    /// <summary>The orchestrator failed: another one, and remember it.</summary>
    Orchestrator,
}
