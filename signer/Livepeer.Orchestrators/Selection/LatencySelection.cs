namespace Livepeer.Orchestrators.Selection;

/// <summary>
/// Mostly the fast, sometimes anybody: weight is the square of speed, and a share of all choices ignores speed, so that slow ones can show that they recovered
/// and new ones that they are fast. go-livepeer without a chain takes the first to answer, always.
/// </summary>
/// <param name="randomShare">Share of choices that ignore speed, 0 to 1; go-livepeer's <c>-selectRandFreq</c>.</param>
public sealed class LatencySelection(double randomShare) : ISelection
{
    /// <summary>Name in options.</summary>
    public const string SelectionName = "latency";

    /// <summary>Source: go-livepeer's default random weight.</summary>
    public const double DefaultRandomShare = 0.3;

    // Below this, differences are noise; also keeps weights finite.
    private const double FastestScore = 0.05;

    /// <inheritdoc/>
    public string Name => SelectionName;

    /// <inheritdoc/>
    public IReadOnlyList<double> Weigh(IReadOnlyList<SelectionCandidate> candidates)
    {
        var speeds = candidates.Select(candidate => Speed(candidate, candidates)).ToArray();
        var sum = speeds.Sum();
        return [.. speeds.Select(speed => ((1 - randomShare) * speed / sum) + (randomShare / candidates.Count))];
    }

    // An unknown orchestrator counts as the average of the known ones, adjusted by nothing: its round trip says little about its transcoder.
    private static double Speed(SelectionCandidate candidate, IReadOnlyList<SelectionCandidate> all)
    {
        var score = candidate.LatencyScore
            ?? all.Where(other => other.LatencyScore is not null).Select(other => other.LatencyScore!.Value).DefaultIfEmpty(1).Average();
        var bounded = Math.Max(score, FastestScore);
        return 1 / (bounded * bounded);
    }
}
