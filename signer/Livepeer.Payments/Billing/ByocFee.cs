using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>What a BYOC job is expected to cost, and the credit that it needs at the orchestrator.</summary>
/// <remarks>Source: go-livepeer byoc/payment.go; the larger of both times, because it underpays short jobs.</remarks>
public static class ByocFee
{
    /// <summary>Wei for the time that the caller asks for, at a price per second, as an exact fraction.</summary>
    public static Rational Of(ByocJob job, Rational pricePerSecond) => new Rational(job.Seconds) * pricePerSecond;

    /// <summary>Wei that the orchestrator's balance must reach before it takes the job; never less than the fee.</summary>
    public static Rational Cover(ByocJob job, Rational pricePerSecond) => new Rational(Math.Max(ByocJob.LeastSecondsCovered, job.Seconds)) * pricePerSecond;
}
