using System.Diagnostics.CodeAnalysis;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Sources;
using Livepeer.Wire.Discovery;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What is known of an orchestrator, between memory and the stored state. What is read goes through the same readers as answers from the network.</summary>
internal static class DiscoveryStateForm
{
    public static KnownOrchestratorJson? ToJson(WatchedOrchestrator watched) =>
        watched.Known is { Offer: { } offer, LastSeen: { } lastSeen } known
            ? new KnownOrchestratorJson(
                OrchestratorUri.Text(watched.Listed.Uri),
                watched.Listed.Configured,
                offer.Bytes,
                offer.Recipient.IsZero ? null : offer.Recipient.ToString(),
                lastSeen,
                known.RoundTrip?.TotalMilliseconds ?? 0,
                known.RunnersSeen,
                known.Runners.IsEmpty ? null : [.. known.Runners.GroupBy(runner => runner.Node).Select(ToJson)])
            : null;

    public static bool TryRead(KnownOrchestratorJson? json, DiscoveryOptions options, TimeProvider time, [NotNullWhen(true)] out WatchedOrchestrator? watched)
    {
        watched = null;
        if (!OrchestratorUri.TryParse(json?.Uri ?? "", out var uri) || !OrchestratorInfoReader.TryRead(json!.Offer ?? [], out var description, out _))
        {
            return false;
        }

        var listed = new ListedOrchestrator(uri, json.Vouched);
        var recipient = EthAddress.TryParse(json.Recipient, out var paid) ? paid : default;
        watched = new WatchedOrchestrator(listed, options, time);
        watched.Restore(WatchedOrchestrator.Knowledge.Nothing with
        {
            Offer = StandingOffer.Of(description, recipient, listed, options.Ceilings),
            LastSeen = NotLater(json.LastSeen, time),
            RoundTrip = TimeSpan.FromMilliseconds(Math.Clamp(json.RoundTripMillis, 0, int.MaxValue)),
            Runners = RunnerAtNode.Payable([.. (json.Nodes ?? []).Select(Read).OfType<AnnouncedNode>()], listed, options.Ceilings),
            RunnersSeen = json.RunnersSeen is { } seen ? NotLater(seen, time) : null,
        });
        return true;
    }

    private static KnownNodeJson ToJson(IGrouping<Uri, RunnerAtNode> node) =>
        new(OrchestratorUri.Text(node.Key), [.. node.Select(runner => RunnerForm.ToJson(runner.Runner))]);

    private static AnnouncedNode? Read(KnownNodeJson? json)
    {
        if (json is not { Address: { } address, Runners: { } stored })
        {
            return null;
        }

        var runners = new List<OfferedRunner>();
        foreach (var runner in stored.Take(DiscoveryLimits.Runners))
        {
            if (runner is not null && RunnerForm.TryRead(runner, out var read))
            {
                runners.Add(read);
            }
        }

        return new AnnouncedNode(address, runners);
    }

    // A clock that was ahead before the restart must not make an orchestrator seem fresh for ever.
    private static DateTimeOffset NotLater(DateTimeOffset stored, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return stored < now ? stored : now;
    }
}
