using GatewayLite.Payers;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Orchestrators.Catalog;

namespace GatewayLite.Control;

/// <summary>Whether work can be done: somebody pays, and somebody works.</summary>
internal sealed class Readiness(SenderWatch sender, OrchestratorNetwork network, VideoDemand demand)
{
    public ReadinessJson Ask()
    {
        var payer = sender.Problem;
        var usable = network.Directory.Explain(demand.Demand).Count(candidate => candidate.Verdict == CandidateVerdict.Eligible);
        return new ReadinessJson(
            payer is null && usable > 0,
            payer ?? "ok",
            usable > 0 ? "ok" : "No orchestrator is usable; /status says why for each.");
    }
}
