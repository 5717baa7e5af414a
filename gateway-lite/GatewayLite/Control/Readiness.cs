using GatewayLite.Payers;
using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Control;

/// <summary>Whether work can be done: somebody pays, and somebody works.</summary>
internal sealed class Readiness(SenderWatch sender, OrchestratorNetwork network, JudgedWork work)
{
    public ReadinessJson Ask()
    {
        var payer = sender.Problem;
        var usable = network.Directory.Explain(work.Demand).Count(work.IsUsable);
        return new ReadinessJson(
            payer is null && usable > 0,
            payer ?? "ok",
            usable > 0 ? "ok" : "No orchestrator is usable; /status says why for each.");
    }
}
