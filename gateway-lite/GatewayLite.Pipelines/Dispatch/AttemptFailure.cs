using System.Net;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>What went wrong with one request to one orchestrator, as it was observed. One closed set.</summary>
internal abstract record AttemptFailure
{
    private AttemptFailure()
    {
    }

    /// <summary>No connection, so nothing of the request was sent.</summary>
    public sealed record Unreachable(string Detail) : AttemptFailure;

    /// <summary>The connection broke after the request had begun.</summary>
    public sealed record Interrupted(string Detail) : AttemptFailure;

    /// <summary>Too slow.</summary>
    public sealed record TimedOut(AttemptPhase Phase) : AttemptFailure;

    /// <summary>An HTTP status that is no success, with its text.</summary>
    public sealed record Answered(HttpStatusCode Status, string Text) : AttemptFailure;

    /// <summary>A success whose body holds an error text: the payment was taken, the work failed.</summary>
    public sealed record WorkFailed(string Text) : AttemptFailure;

    /// <summary>A success whose body cannot be used.</summary>
    public sealed record Unusable(string Detail) : AttemptFailure;

    /// <summary>A result that cannot be fetched.</summary>
    public sealed record NotFetched(string Detail) : AttemptFailure;

    /// <summary>A success that is not what was asked for or not what was signed.</summary>
    public sealed record Dishonest(string Detail) : AttemptFailure;
}

/// <summary>How far an attempt was.</summary>
internal enum AttemptPhase
{
    /// <summary>Until the headers of the answer: the orchestrator reads the body and checks payment and hash.</summary>
    Upload,

    /// <summary>Until the end of the answer: the orchestrator works.</summary>
    Work,

    /// <summary>Fetching results.</summary>
    Download,
}
