using Livepeer.Orchestrators.Asking;
using Livepeer.Wire.Answers;

namespace Livepeer.Orchestrators.Health;

/// <summary>Which refusals are the orchestrator's fault, so that all pipelines blame alike.</summary>
public static class FaultRules
{
    /// <summary>The fault to report for a lease or question that was refused; null when the orchestrator is not to blame.</summary>
    public static OrchestratorFault? Of(OrchestratorRefusal refusal) => refusal.Kind switch
    {
        OrchestratorRefusalKind.Unreachable or OrchestratorRefusalKind.TimedOut => OrchestratorFault.Unreachable,
        OrchestratorRefusalKind.Refused => Of(refusal.Answer),
        OrchestratorRefusalKind.NotCapable or OrchestratorRefusalKind.PriceAboveCeiling => OrchestratorFault.Unsuitable,
        OrchestratorRefusalKind.Malformed
            or OrchestratorRefusalKind.UnusableUri
            or OrchestratorRefusalKind.UnusableToken
            or OrchestratorRefusalKind.UnusablePrice
            or OrchestratorRefusalKind.UnusableTicketParameters => OrchestratorFault.Misbehaved,
        _ => OrchestratorFault.Failed,
    };

    /// <summary>The fault to report for a request of work that was refused; null when the orchestrator is not to blame.</summary>
    public static OrchestratorFault? Of(OrchestratorAnswer answer) => answer switch
    {
        OrchestratorAnswer.Busy => OrchestratorFault.Busy,
        OrchestratorAnswer.NotCapable => OrchestratorFault.Unsuitable,
        OrchestratorAnswer.Orchestrator => OrchestratorFault.Failed,
        _ => null,
    };
}
