using System.Collections.Immutable;
using System.Text;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Discovery;
using Livepeer.Wire.Headers;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>A runner that can be paid, and where it is.</summary>
/// <param name="Node">Base URI of the node that it is behind.</param>
/// <param name="Runner">As announced.</param>
/// <param name="Price">Wei per unit that the runner names.</param>
public sealed record RunnerAtNode(Uri Node, OfferedRunner Runner, Rational Price)
{
    // Kept of one orchestrator, as texts: all runners that an answer may have, at a usual size. Everybody who asks for the list gets it.
    private const int MaxBytes = 256 * 1024;

    // Of one orchestrator for which nobody vouches: an honest one has a handful, and each is an entry of the list.
    private const int MaxUnvouchedNodes = DiscoveryOptions.MaxExtraNodes;

    /// <summary>
    /// The runners of an answer that can be paid: with a price, in wei, for a unit that is known, not above the global ceiling; ceilings of models do not apply. One URL may serve several
    /// apps; of several entries for the same app there the first counts. Beyond the bounds of size the rest of the answer is left out.
    /// </summary>
    /// <remarks>Source: go-livepeer server/remote_discovery.go mergeDiscoveryRunners, validateRunner. The bounds are ours.</remarks>
    internal static ImmutableArray<RunnerAtNode> Payable(IReadOnlyList<AnnouncedNode> nodes, ListedOrchestrator by, PriceCeilings ceilings)
    {
        var ceiling = ceilings.For([]);
        var payable = ImmutableArray.CreateBuilder<RunnerAtNode>();
        var known = new HashSet<(Uri, string, string)>();
        var places = new HashSet<Uri>();
        var room = MaxBytes;
        foreach (var node in nodes)
        {
            if (!OrchestratorUri.TryParse(node.Address, out var uri) || !AnnouncedAddress.MayBeTold(uri, by))
            {
                continue;
            }

            places.Add(uri);
            if (places.Count > (by.Configured ? WireLimits.Nodes : MaxUnvouchedNodes))
            {
                break;
            }

            foreach (var runner in node.Runners)
            {
                if (runner.Price?.PayableWei is not { } price || price > ceiling || !AnnouncedAddress.MayBeTold(runner.Url, by) || !known.Add((uri, runner.Url, runner.App)))
                {
                    continue;
                }

                room -= BytesOf(uri, runner);
                if (room < 0)
                {
                    return payable.ToImmutable();
                }

                payable.Add(new RunnerAtNode(uri, runner, price));
            }
        }

        return payable.ToImmutable();
    }

    private static int BytesOf(Uri node, OfferedRunner runner)
    {
        string?[] texts =
            [node.AbsoluteUri, runner.Url, runner.App, runner.Mode, runner.Version, runner.Metadata, runner.Gpu?.Id, runner.Gpu?.Name, runner.Price?.Text, runner.Price?.Currency, runner.Price?.Unit];
        return texts.Sum(text => text is null ? 0 : Encoding.UTF8.GetByteCount(text));
    }
}
