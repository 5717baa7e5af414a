using System.Net;

namespace Livepeer.Wire.Answers;

/// <summary>Turns an orchestrator's refusal into a class. All matching by text happens here.</summary>
public static class OrchestratorAnswers
{
    /// <summary>Classifies an HTTP answer that is not a success.</summary>
    /// <param name="status">Status code.</param>
    /// <param name="body">Text of the body; a trailing newline is usual.</param>
    public static OrchestratorAnswer OfHttp(HttpStatusCode status, string body) => status switch
    {
        HttpStatusCode.PaymentRequired => OrchestratorAnswer.Ours,

        // A runner's error repeats words of the application's request, which must not look like words about payment.
        HttpStatusCode.InternalServerError => OfInference(body),
        _ => ByText(body) ?? ByStatus(status, body),
    };

    /// <summary>Classifies the error text inside an answer with status 200.</summary>
    public static OrchestratorAnswer OfTranscodeError(string error) =>
        AnswerTexts.NonRetryable.Contains(error.Trim()) ? OrchestratorAnswer.NonRetryableSegment : ByText(error) ?? OrchestratorAnswer.Orchestrator;

    /// <summary>Classifies the text of a refused GetOrchestrator.</summary>
    public static OrchestratorAnswer OfGetOrchestrator(string detail) => ByText(detail) ?? OrchestratorAnswer.Orchestrator;

    private static OrchestratorAnswer OfInference(string body) =>
        AnswerTexts.ClientFaults.Any(fragment => body.Contains(fragment, StringComparison.OrdinalIgnoreCase))
            ? OrchestratorAnswer.Client
            : OrchestratorAnswer.Orchestrator;

    private static OrchestratorAnswer ByStatus(HttpStatusCode status, string body) => status switch
    {
        // The hash in the credentials is not the hash of the body.
        HttpStatusCode.Forbidden when body.Trim() == "Forbidden" => OrchestratorAnswer.Ours,
        HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests => OrchestratorAnswer.Busy,
        _ => OrchestratorAnswer.Orchestrator,
    };

    private static OrchestratorAnswer? ByText(string text)
    {
        foreach (var (fragment, answer) in AnswerTexts.Fragments)
        {
            if (text.Contains(fragment, StringComparison.OrdinalIgnoreCase))
            {
                return answer;
            }
        }

        return null;
    }
}
