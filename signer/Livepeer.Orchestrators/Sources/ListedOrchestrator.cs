namespace Livepeer.Orchestrators.Sources;

/// <summary>One orchestrator of a list. Equal when the URI is.</summary>
/// <param name="Uri">Base URI, as <see cref="OrchestratorUri"/> reads it.</param>
/// <param name="Configured">
/// Whether the operator vouches for the entry, so that it may be in a private network. False for lists that anybody can get into, such as the chain's.
/// </param>
public sealed record ListedOrchestrator(Uri Uri, bool Configured)
{
    /// <inheritdoc/>
    public bool Equals(ListedOrchestrator? other) => other is not null && Uri == other.Uri;

    /// <inheritdoc/>
    public override int GetHashCode() => Uri.GetHashCode();
}
