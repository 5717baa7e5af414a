using System.Collections.Immutable;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Orchestrators.Leases;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ai;

namespace GatewayLite.Pipelines.Ai;

/// <summary>What became of a job on the network.</summary>
/// <param name="Attempts">Who was tried.</param>
internal abstract record AiWork(ImmutableArray<AiAttempt> Attempts)
{
    /// <summary>Done and paid.</summary>
    /// <param name="Attempts">Who was tried.</param>
    /// <param name="Images">The orchestrator's answer.</param>
    /// <param name="Held">Of the orchestrator that did it; the receiver ends it after the downloads.</param>
    /// <param name="Used">What the request was made with.</param>
    /// <param name="Fee">In wei.</param>
    public sealed record Done(ImmutableArray<AiAttempt> Attempts, ImageResponseJson Images, HeldLease Held, LeaseSnapshot Used, Rational Fee) : AiWork(Attempts);

    /// <summary>Not done.</summary>
    public sealed record Failed(ImmutableArray<AiAttempt> Attempts, AiFailure Failure) : AiWork(Attempts);
}

/// <summary>A failure in a client's terms.</summary>
internal sealed record AiFailure(AiFailureKind Kind, string Code, string Message);
