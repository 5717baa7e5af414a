using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>An orchestrator that was chosen. Whoever chose reports to <paramref name="Health"/> what came of it.</summary>
/// <param name="Orchestrator">Whom.</param>
/// <param name="Health">For this kind of work.</param>
/// <param name="LastResort">Whether it is paused and was chosen because there is no other.</param>
public sealed record Choice(ListedOrchestrator Orchestrator, OrchestratorHealth Health, bool LastResort);
