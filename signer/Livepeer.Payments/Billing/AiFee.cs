using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>Fee of a batch AI request: units times price, without a margin, as both sides compute it.</summary>
/// <remarks>Source: go-livepeer server/ai_process.go.</remarks>
public static class AiFee
{
    /// <summary>Wei for a request at a price per unit, as an exact fraction.</summary>
    public static Rational Of(AiJob job, Rational pricePerUnit) => new Rational(job.Units) * pricePerUnit;
}
