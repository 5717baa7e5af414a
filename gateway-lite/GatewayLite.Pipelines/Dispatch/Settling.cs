using GatewayLite.Pipelines.Payments;
using Livepeer.Payments.Desk;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>One payment that must be reported: disposing it unreported says that its fate is not known, whatever threw.</summary>
internal sealed class Settling(IPayer payer, string sessionId, string key) : IDisposable
{
    private const int TextCharacters = 1024;

    private bool _reported;

    public void Delivered(long units) => Report(new Settlement(key, PaymentOutcomeKind.Delivered, units, ""));

    /// <param name="verdict">What the failure means.</param>
    /// <param name="failure">What was observed; the payer reads the orchestrator's own words in it.</param>
    /// <param name="billedUnits">What the orchestrator bills all the same.</param>
    public void Failed(AttemptVerdict verdict, AttemptFailure failure, long billedUnits) => Report(new Settlement(
        key,
        verdict.Outcome,
        verdict.Outcome == PaymentOutcomeKind.Delivered ? billedUnits : 0,
        verdict.Outcome == PaymentOutcomeKind.Rejected && failure is AttemptFailure.Answered { Text: var text } ? Short(text.Trim()) : ""));

    public void Dispose()
    {
        if (!_reported)
        {
            Report(new Settlement(key, PaymentOutcomeKind.Lost, 0, ""));
        }
    }

    private static string Short(string text) => text.Length <= TextCharacters ? text : text[..TextCharacters];

    private void Report(Settlement settlement)
    {
        _reported = true;
        payer.Report(sessionId, settlement);
    }
}
