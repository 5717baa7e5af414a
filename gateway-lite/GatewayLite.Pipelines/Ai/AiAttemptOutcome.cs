using Livepeer.Orchestrators.Leases;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ai;

namespace GatewayLite.Pipelines.Ai;

/// <summary>What became of a job at one orchestrator.</summary>
internal abstract record AiAttemptOutcome
{
    private AiAttemptOutcome()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done(ImageResponseJson Images, LeaseSnapshot Used, Rational Fee) : AiAttemptOutcome;

    /// <summary>Somebody else may do it; the failure is for when nobody does.</summary>
    /// <param name="Word">For the list of attempts.</param>
    /// <param name="Failure">In a client's terms.</param>
    public sealed record Next(string Word, AiFailure Failure) : AiAttemptOutcome;

    /// <summary>Nobody will do it.</summary>
    /// <param name="Word">For the list of attempts.</param>
    /// <param name="Failure">In a client's terms.</param>
    public sealed record Over(string Word, AiFailure Failure) : AiAttemptOutcome;
}
