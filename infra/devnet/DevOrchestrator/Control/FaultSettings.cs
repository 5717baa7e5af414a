namespace DevOrchestrator.Control;

/// <summary>What the orchestrator does wrong at the moment. Immutable; it is swapped whole.</summary>
public sealed record FaultSettings
{
    /// <summary>No fault.</summary>
    public static FaultSettings None { get; } = new();

    /// <summary>No session is free: GetOrchestrator and segments are refused.</summary>
    public bool IsCapped { get; init; }

    /// <summary>Requests that are taken and not answered for <see cref="StallFor"/>.</summary>
    public FaultScope Stall { get; init; }

    /// <summary>How long they wait; null until the caller gives up.</summary>
    public TimeSpan? StallFor { get; init; }

    /// <summary>Whether a segment stalls after the early 200 instead of before it.</summary>
    public bool IsStalledAfterHeaders { get; init; }

    /// <summary>Requests whose connection is cut.</summary>
    public FaultScope Drop { get; init; }

    /// <summary>Whether a segment's connection is cut after the early 200 instead of at once.</summary>
    public bool IsDroppedAfterHeaders { get; init; }

    /// <summary>Requests that are worked on, their payments credited, and whose connection is cut instead of an answer.</summary>
    public FaultScope LoseAnswer { get; init; }

    /// <summary>Requests that are worked on, their payments credited, and answered only after <see cref="SlowAnswerFor"/>.</summary>
    public FaultScope SlowAnswer { get; init; }

    /// <summary>How long those answers wait; null until the caller gives up.</summary>
    public TimeSpan? SlowAnswerFor { get; init; }

    /// <summary>Time added to every answer.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Factor on every price that is told from now on: "n" or "n/d".</summary>
    public string PriceFactor { get; init; } = "1";

    /// <summary>Text by which every payment is refused with 400; null takes payments.</summary>
    public string? RefusePayment { get; init; }

    /// <summary>Whether answers to payments repeat the ticket parameters that were paid with, instead of giving fresh ones.</summary>
    public bool AreTicketParamsKept { get; init; }

    /// <summary>How results are falsified.</summary>
    public WrongResult WrongResult { get; init; }
}
