using Livepeer.Payments.Desk;
using Livepeer.Wire.Answers;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>The one table of video and AI: observed failure → what it means. Pure.</summary>
/// <remarks>
/// Orchestrators check in the order credentials and capacity (403, 503), payment (400), work (500, or an error text after an early 200). So what was refused with 403 or 503 never
/// looked at the tickets: the credit from before is intact. What failed in the work was paid and not billed. Source: go-livepeer server/segment_rpc.go, server/ai_http.go.
/// </remarks>
internal static class FailoverPolicy
{
    private const int MessageCharacters = 300;

    /// <param name="failure">What was observed.</param>
    /// <param name="refreshed">Whether this job already took fresh parameters from this orchestrator: it does so once.</param>
    public static AttemptVerdict Judge(AttemptFailure failure, bool refreshed) => failure switch
    {
        AttemptFailure.Unreachable { Detail: var detail } => Next("unreachable", HealthMark.Failed, PaymentOutcomeKind.NotSent, $"The orchestrator cannot be reached: {detail}"),
        AttemptFailure.Interrupted { Detail: var detail } => Next("interrupted", HealthMark.Failed, PaymentOutcomeKind.Lost, $"The connection broke: {detail}"),
        AttemptFailure.TimedOut { Phase: var phase } => TimedOut(phase),
        AttemptFailure.Answered { Status: var status, Text: var text } => Answered(OrchestratorAnswers.OfHttp(status, text), FormattableString.Invariant($"{(int)status} {text.Trim()}"), refreshed),
        AttemptFailure.WorkFailed { Text: var text } => Worked(OrchestratorAnswers.OfTranscodeError(text), text.Trim()),
        AttemptFailure.Unusable { Detail: var detail } => Next("unusable_answer", HealthMark.Failed, PaymentOutcomeKind.Lost, $"The answer cannot be used: {detail}"),
        AttemptFailure.NotFetched { Detail: var detail } => Next("download_failed", HealthMark.Failed, PaymentOutcomeKind.Delivered, $"A result cannot be fetched: {detail}"),
        AttemptFailure.Dishonest { Detail: var detail } => Next("dishonest", HealthMark.Dishonest, PaymentOutcomeKind.Delivered, detail),
        _ => throw new ArgumentException($"No verdict on {failure.GetType().Name}.", nameof(failure)),
    };

    private static AttemptVerdict TimedOut(AttemptPhase phase) => phase switch
    {
        AttemptPhase.Upload => Next("upload_timeout", HealthMark.Slow, PaymentOutcomeKind.Lost, "The orchestrator did not take the request in time."),
        AttemptPhase.Work => Next("work_timeout", HealthMark.Slow, PaymentOutcomeKind.Lost, "The orchestrator did not finish in time."),
        _ => Next("download_timeout", HealthMark.Slow, PaymentOutcomeKind.Delivered, "A result was not fetched in time."),
    };

    private static AttemptVerdict Answered(OrchestratorAnswer answer, string text, bool refreshed) => answer switch
    {
        OrchestratorAnswer.PaymentRefreshable => Refreshable("payment_outdated", text, refreshed),
        OrchestratorAnswer.NonceClash => Refreshable("nonce_clash", text, refreshed),
        OrchestratorAnswer.AccountingDrift => Refreshable("insufficient_balance", text, refreshed),
        OrchestratorAnswer.Busy => Next("busy", HealthMark.Busy, PaymentOutcomeKind.NotSent, Quoted(text)),
        OrchestratorAnswer.NotCapable => Next("not_capable", HealthMark.NotCapable, PaymentOutcomeKind.NotSent, Quoted(text)),
        OrchestratorAnswer.SenderAccount => new("sender_account", NextStep.OurFault, HealthMark.None, PaymentOutcomeKind.Rejected, Quoted(text)),
        OrchestratorAnswer.Ours => new("our_credentials", NextStep.OurFault, HealthMark.None, PaymentOutcomeKind.Rejected, Quoted(text)),
        OrchestratorAnswer.Client => new("bad_request", NextStep.BadInput, HealthMark.None, PaymentOutcomeKind.Delivered, AfterReturned(text)),
        OrchestratorAnswer.NonRetryableSegment => new("bad_segment", NextStep.BadInput, HealthMark.None, PaymentOutcomeKind.Delivered, Quoted(text)),
        _ => Next("failed", HealthMark.Failed, PaymentOutcomeKind.Lost, Quoted(text)),
    };

    private static AttemptVerdict Worked(OrchestratorAnswer answer, string text) => answer switch
    {
        OrchestratorAnswer.Busy => Next("busy", HealthMark.Busy, PaymentOutcomeKind.Delivered, Quoted(text)),
        OrchestratorAnswer.NotCapable => Next("not_capable", HealthMark.NotCapable, PaymentOutcomeKind.Delivered, Quoted(text)),
        OrchestratorAnswer.NonRetryableSegment => new("bad_segment", NextStep.BadInput, HealthMark.None, PaymentOutcomeKind.Delivered, Quoted(text)),
        _ => Next("failed", HealthMark.Failed, PaymentOutcomeKind.Delivered, Quoted(text)),
    };

    // A second refusal of fresh parameters is the orchestrator's own disorder: restarting all the time, or nodes behind one name.
    private static AttemptVerdict Refreshable(string code, string text, bool refreshed) =>
        new(code, refreshed ? NextStep.NextOrchestrator : NextStep.RefreshSame, refreshed ? HealthMark.Failed : HealthMark.None, PaymentOutcomeKind.Rejected, Quoted(text));

    private static AttemptVerdict Next(string code, HealthMark mark, PaymentOutcomeKind outcome, string message) =>
        new(code, NextStep.NextOrchestrator, mark, outcome, Short(message));

    private static string Quoted(string text) => Short($"The orchestrator answered: {text}");

    /// <summary>What a runner said to the client: the words after "returned 400". Source: go-livepeer server/ai_process.go.</summary>
    private static string AfterReturned(string text)
    {
        foreach (var marker in (ReadOnlySpan<string>)["returned 400", "returned 422"])
        {
            if (text.IndexOf(marker, StringComparison.OrdinalIgnoreCase) is var at and >= 0)
            {
                return Short(text[(at + marker.Length)..].Trim(' ', ':', '\n'));
            }
        }

        return Short(text);
    }

    private static string Short(string text) => text.Length <= MessageCharacters ? text : text[..MessageCharacters];
}
