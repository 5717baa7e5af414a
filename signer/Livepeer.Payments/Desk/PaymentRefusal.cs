namespace Livepeer.Payments.Desk;

/// <summary>Why no payment was made: what was compared with what, whose side it is, what to do.</summary>
/// <param name="Kind">Closed set; each has a stable code.</param>
/// <param name="Message">One sentence with the numbers in it, safe to show.</param>
/// <param name="Actual">The value that failed, empty when there is none.</param>
/// <param name="Limit">What it was compared with, empty when there is none.</param>
public sealed record PaymentRefusal(RefusalKind Kind, string Message, string Actual = "", string Limit = "")
{
    /// <summary>Time after which asking again makes sense; null when nothing is known about that.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>Whose side a refusal is on.</summary>
public enum RefusalSide
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The request is wrong.</summary>
    Caller,

    /// <summary>The orchestrator asks for something that is not paid.</summary>
    Orchestrator,

    /// <summary>This signer cannot answer now.</summary>
    Signer,

    /// <summary>Deposit, reserve or unlocking of the sender's account.</summary>
    SenderAccount,
}
