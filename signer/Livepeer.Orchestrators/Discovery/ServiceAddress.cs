using System.Collections.Immutable;
using Livepeer.Wire.Discovery;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>One address at which something can be had and paid: an entry of /discover-orchestrators.</summary>
/// <param name="Address">Base URI: what the orchestrator announces, not what lists call it.</param>
/// <param name="Capabilities">Names of models and apps, each once, sorted.</param>
/// <param name="Runners">Each URL once, in the order of announcement.</param>
/// <param name="LastSeen">Everything in the entry was confirmed since then.</param>
/// <remarks>Source: go-livepeer server/remote_discovery.go.</remarks>
public sealed record ServiceAddress(Uri Address, ImmutableArray<string> Capabilities, ImmutableArray<OfferedRunner> Runners, DateTimeOffset LastSeen)
{
    /// <summary>
    /// The addresses of a list. Who answers comes first, the quickest first, because callers go through the list from the top; each is followed by further nodes that it announces. Addresses
    /// that differ in a slash at the end are one. For an address that is on the list nobody else speaks, so that nobody can put runners or models under an honest name.
    /// </summary>
    public static ImmutableArray<ServiceAddress> Of(DiscoverySnapshot snapshot)
    {
        var payable = snapshot.Orchestrators
            .Where(orchestrator => orchestrator.Offer is { Address.IsZero: false })
            .OrderBy(orchestrator => orchestrator.State)
            .ThenBy(orchestrator => orchestrator.RoundTrip)
            .ToList();
        var listed = snapshot.Orchestrators.Select(orchestrator => orchestrator.Listed.Uri).ToHashSet();
        var entries = new Dictionary<Uri, Entry>();
        foreach (var orchestrator in payable)
        {
            var own = OwnAddress(orchestrator, listed);
            Entry? entry = null;
            foreach (var model in orchestrator.Offer!.Models.Where(model => model is { Price: not null, IsAboveCeiling: false }))
            {
                entry ??= EntryOf(own, orchestrator);
                entry.Capabilities.Add(model.Name);
            }

            foreach (var (node, runner, _) in orchestrator.Runners)
            {
                if (node == own || node == orchestrator.Listed.Uri || !listed.Contains(node))
                {
                    EntryOf(node == orchestrator.Listed.Uri ? own : node, orchestrator).Add(runner);
                }
            }
        }

        return [.. entries.Values.OrderBy(entry => entry.Position).Select(entry => entry.Close())];

        Entry EntryOf(Uri address, DiscoveredOrchestrator orchestrator)
        {
            if (!entries.TryGetValue(address, out var entry))
            {
                entries[address] = entry = new Entry(address, entries.Count);
            }

            entry.Confirm(orchestrator);
            return entry;
        }
    }

    private static Uri OwnAddress(DiscoveredOrchestrator orchestrator, HashSet<Uri> listed) =>
        orchestrator.Offer!.ServiceUri is { } announced && !listed.Contains(announced) ? announced : orchestrator.Listed.Uri;

    private sealed class Entry(Uri address, int position)
    {
        private readonly List<OfferedRunner> _runners = [];
        private readonly HashSet<string> _urls = [];
        private DateTimeOffset _lastSeen;

        public int Position => position;

        public SortedSet<string> Capabilities { get; } = new(StringComparer.Ordinal);

        public void Add(OfferedRunner runner)
        {
            Capabilities.Add(runner.App);
            if (_urls.Add(runner.Url))
            {
                _runners.Add(runner);
            }
        }

        // Of several who speak for an address the latest counts; of what one says, the older part.
        public void Confirm(DiscoveredOrchestrator orchestrator)
        {
            var seen = orchestrator.LastSeen ?? default;
            var confirmed = !orchestrator.Runners.IsEmpty && orchestrator.RunnersSeen is { } runners && runners < seen ? runners : seen;
            _lastSeen = confirmed > _lastSeen ? confirmed : _lastSeen;
        }

        public ServiceAddress Close() => new(address, [.. Capabilities], [.. _runners], _lastSeen);
    }
}
