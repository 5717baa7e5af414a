using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>An orchestrator that was chosen. Whoever chose reports to <paramref name="Health"/> what came of it.</summary>
/// <param name="Orchestrator">Whom.</param>
/// <param name="Health">For this kind of work.</param>
/// <param name="LastResort">
/// Whether it is paused, or being probed by somebody else, and was chosen because there is no other: for work that would fail without it. Such a choice is given once
/// in two seconds for all streams and jobs; who only prepares, as for a standby, refuses it when choosing.
/// </param>
public sealed record Choice(ListedOrchestrator Orchestrator, OrchestratorHealth Health, bool LastResort);
