using System.Collections.Immutable;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>A runner that can be paid, and where it is.</summary>
/// <param name="Node">Base URI of the node that it is behind.</param>
/// <param name="Runner">As announced.</param>
/// <param name="Price">Wei per unit that the runner names.</param>
public sealed record RunnerAtNode(Uri Node, OfferedRunner Runner, Rational Price)
{
    /// <summary>
    /// The runners of an answer that can be paid: with a price, in wei, for a unit that is known, not above the global ceiling; ceilings of models do not apply. One URL may serve several
    /// apps; of several entries for the same app there the first counts.
    /// </summary>
    /// <remarks>Source: go-livepeer server/remote_discovery.go mergeDiscoveryRunners, validateRunner.</remarks>
    internal static ImmutableArray<RunnerAtNode> Payable(IReadOnlyList<AnnouncedNode> nodes, PriceCeilings ceilings)
    {
        var ceiling = ceilings.For([]);
        var payable = ImmutableArray.CreateBuilder<RunnerAtNode>();
        var known = new HashSet<(Uri, string, string)>();
        foreach (var node in nodes)
        {
            if (!OrchestratorUri.TryParse(node.Address, out var uri))
            {
                continue;
            }

            foreach (var runner in node.Runners)
            {
                if (runner.Price?.PayableWei is { } price && !(price > ceiling) && known.Add((uri, runner.Url, runner.App)))
                {
                    payable.Add(new RunnerAtNode(uri, runner, price));
                }
            }
        }

        return payable.ToImmutable();
    }
}
