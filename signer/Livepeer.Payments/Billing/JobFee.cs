using System.Diagnostics;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Billing;

/// <summary>The rule of each kind of job whose fee follows from the job alone. A metered one also depends on its session.</summary>
public static class JobFee
{
    /// <summary>Wei expected for a job at a price per unit, as an exact fraction.</summary>
    /// <exception cref="OverflowException">The numbers are outside the bounds of the job.</exception>
    public static Rational Of(Job job, Rational pricePerUnit) => job switch
    {
        VideoSegmentJob video => VideoFee.Of(video, pricePerUnit),
        AiJob ai => AiFee.Of(ai, pricePerUnit),
        ByocJob byoc => ByocFee.Of(byoc, pricePerUnit),
        _ => throw new UnreachableException(),
    };

    /// <summary>Wei of credit that a job needs at the orchestrator before it is taken, as an exact fraction; its fee or more.</summary>
    /// <exception cref="OverflowException">The numbers are outside the bounds of the job.</exception>
    public static Rational Cover(Job job, Rational pricePerUnit) => job is ByocJob byoc ? ByocFee.Cover(byoc, pricePerUnit) : Of(job, pricePerUnit);
}
