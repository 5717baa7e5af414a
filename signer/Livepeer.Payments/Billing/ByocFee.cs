using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>Credit that a BYOC job needs at the orchestrator.</summary>
/// <remarks>Source: go-livepeer byoc/payment.go; the larger of both times, because it underpays short jobs.</remarks>
public static class ByocFee
{
    /// <summary>Wei that the orchestrator's balance must reach, at a price per second.</summary>
    public static Rational Of(ByocJob job, Rational pricePerSecond) => new Rational(Math.Max(ByocJob.LeastSecondsCovered, job.Seconds)) * pricePerSecond;
}
