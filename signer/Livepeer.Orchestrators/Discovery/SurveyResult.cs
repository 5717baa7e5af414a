using Livepeer.Orchestrators.Asking;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What came of asking one orchestrator for everything.</summary>
/// <param name="Offer">Its offer.</param>
/// <param name="Runners">Its runners; a node that has none says so with status 404, which is an empty list. Null when there was no usable answer.</param>
internal sealed record SurveyResult(AskResult Offer, IReadOnlyList<AnnouncedNode>? Runners);
