namespace Livepeer.Orchestrators.Selection;

/// <summary>A way to choose among orchestrators that are all able, affordable and well.</summary>
public interface ISelection
{
    /// <summary>What options and explanations call it.</summary>
    string Name { get; }

    /// <summary>Chance of each candidate relative to the others: 0 or more, in the order given, with at least one above 0.</summary>
    IReadOnlyList<double> Weigh(IReadOnlyList<SelectionCandidate> candidates);
}
