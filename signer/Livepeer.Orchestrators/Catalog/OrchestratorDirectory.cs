using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>
/// All orchestrators that this process knows, with what they offer and how they did: one directory for all streams and jobs, kept up to date in the
/// background, so that a new stream starts without asking anybody first.
/// </summary>
public sealed class OrchestratorDirectory : IDisposable
{
    private readonly DirectoryRefresh _refresh;
    private readonly DirectoryOptions _options;
    private readonly ISelection _selection;

    // Used under its own lock only.
    private readonly Random _random;

    /// <summary>An empty directory; <see cref="RunAsync"/> fills it.</summary>
    /// <param name="client">Asks.</param>
    /// <param name="sources">Lists; what any of them names is known.</param>
    /// <param name="options">Intervals and bounds.</param>
    /// <param name="selection">How to choose.</param>
    /// <param name="random">Draws and jitter; used by this directory alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For sources and orchestrators that fail.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public OrchestratorDirectory(
        OrchestratorClient client,
        IReadOnlyList<IOrchestratorSource> sources,
        DirectoryOptions options,
        ISelection selection,
        Random random,
        TimeProvider time,
        ILogger<OrchestratorDirectory> logger)
    {
        options.Validate();
        _options = options;
        _selection = selection;
        _random = random;
        _refresh = new DirectoryRefresh(client, new MergedLists(sources, options.MaxOrchestrators, logger), options, Random, time, logger);
    }

    /// <summary>An orchestrator was dropped: whoever keeps connections to it closes them. Raised from the refresh.</summary>
    public event Action<ListedOrchestrator>? Forgotten
    {
        add => _refresh.Forgotten += value;
        remove => _refresh.Forgotten -= value;
    }

    /// <summary>Completes when the first orchestrator has answered.</summary>
    public Task FirstAnswer => _refresh.FirstAnswer;

    /// <summary>Refreshes until cancelled. The owner awaits it.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _refresh.RunAsync(cancellationToken);

    /// <summary>Reads all lists and asks all orchestrators once, with a deadline each.</summary>
    /// <exception cref="SenderIdentityUnavailableException">The identity cannot be had.</exception>
    public Task RefreshAsync(CancellationToken cancellationToken) => _refresh.OnceAsync(cancellationToken);

    /// <summary>Asks for a refresh soon, without waiting: when nobody can be chosen.</summary>
    public void RefreshSoon() => _refresh.Soon();

    /// <summary>Chooses an orchestrator by what is known, as a last resort also a paused one. Nobody is asked.</summary>
    /// <param name="demand">What for.</param>
    /// <param name="excluded">Orchestrators that were tried already or are in use by the same job.</param>
    /// <returns>Null when there is none; <see cref="Explain"/> says why, and a refresh is under way.</returns>
    public Choice? Choose(JobDemand demand, IReadOnlySet<ListedOrchestrator> excluded) => Choose(demand, excluded, allowLastResort: true);

    /// <summary>Chooses an orchestrator by what is known. Nobody is asked.</summary>
    /// <param name="demand">What for.</param>
    /// <param name="excluded">Orchestrators that were tried already or are in use by the same job.</param>
    /// <param name="allowLastResort">
    /// Whether a paused orchestrator is better than none. Not for a standby: it would use up the one entry in two seconds that work may need, and a stream that
    /// works can wait for the next refresh.
    /// </param>
    /// <returns>Null when there is none; <see cref="Explain"/> says why. Where the last resort was allowed, a refresh is under way.</returns>
    public Choice? Choose(JobDemand demand, IReadOnlySet<ListedOrchestrator> excluded, bool allowLastResort)
    {
        var candidates = Judged(demand).Where(judged => !excluded.Contains(judged.Entry.Orchestrator)).ToList();
        var eligible = candidates.Where(judged => judged.Candidate.Verdict == CandidateVerdict.Eligible).ToList();
        while (eligible.Count > 0)
        {
            var index = WeightedDraw.Draw(_selection.Weigh([.. eligible.Select(judged => Selectable(judged.Candidate))]), Random());
            var entry = eligible[index].Entry;
            if (entry.Health(demand.Work).TryEnter())
            {
                return new Choice(entry.Orchestrator, entry.Health(demand.Work), LastResort: false);
            }

            eligible.RemoveAt(index);
        }

        if (!allowLastResort)
        {
            return null;
        }

        // Left are the paused ones, and those whose one probe somebody else is making.
        RefreshSoon();
        return candidates
            .Where(judged => judged.Candidate.Verdict is CandidateVerdict.Paused or CandidateVerdict.Eligible)
            .OrderBy(judged => judged.Candidate.Health.RetryAt)
            .Select(judged => new Choice(judged.Entry.Orchestrator, judged.Entry.Health(demand.Work), LastResort: true))
            .FirstOrDefault(choice => choice.Health.TryEnterAsLastResort());
    }

    /// <summary>Says for each orchestrator whether it could be chosen, how likely, or why not.</summary>
    public IReadOnlyList<Candidate> Explain(JobDemand demand)
    {
        var all = Judged(demand)
            .Select(judged => judged.Candidate)
            .OrderBy(candidate => candidate.Verdict)
            .ThenBy(candidate => candidate.Uri.AbsoluteUri, StringComparer.Ordinal)
            .ToList();
        var eligible = all.Where(candidate => candidate.Verdict == CandidateVerdict.Eligible).ToList();
        if (eligible.Count == 0)
        {
            return all;
        }

        var weights = _selection.Weigh([.. eligible.Select(Selectable)]);
        var sum = weights.Sum();
        var chances = eligible.Select((candidate, index) => (candidate.Uri, Chance: weights[index] / sum)).ToDictionary(pair => pair.Uri, pair => pair.Chance);
        return [.. all.Select(candidate => candidate with { Chance = chances.GetValueOrDefault(candidate.Uri) })];
    }

    /// <summary>Health of an orchestrator for a kind of work, or null when it is not known here.</summary>
    public OrchestratorHealth? Health(ListedOrchestrator orchestrator, WorkKind work) =>
        _refresh.Entries.TryGetValue(orchestrator, out var entry) ? entry.Health(work) : null;

    /// <summary>Whether an orchestrator is listed and not on the block list. Work under way need not stop at once where it is not, and goes elsewhere when it can.</summary>
    public bool IsWelcome(ListedOrchestrator orchestrator) =>
        _refresh.Entries.TryGetValue(orchestrator, out var entry)
        && entry.DelistedAt is null
        && !(entry.Known.Answer is { } answer && _options.Blocked.Contains(answer.Description.Offer.Address));

    /// <summary>Ends nothing that runs; <see cref="RunAsync"/> is ended by its owner first.</summary>
    public void Dispose() => _refresh.Dispose();

    private static SelectionCandidate Selectable(Candidate candidate) =>
        new(candidate.Health.LatencyScore, candidate.RoundTrip ?? TimeSpan.Zero, candidate.Price);

    private IEnumerable<(DirectoryEntry Entry, Candidate Candidate)> Judged(JobDemand demand) =>
        _refresh.Entries.Values.Select(entry => (entry, CandidateRules.Judge(entry, demand, _options.Blocked)));

    private double Random()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
