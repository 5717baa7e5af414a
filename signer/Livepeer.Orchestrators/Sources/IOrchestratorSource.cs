namespace Livepeer.Orchestrators.Sources;

/// <summary>Where orchestrators come from: a list in the configuration, a webhook, a signer, the chain.</summary>
public interface IOrchestratorSource
{
    /// <summary>What logs and explanations call it.</summary>
    string Name { get; }

    /// <summary>All orchestrators known now. An exception means that nothing was learned: the caller keeps the last list.</summary>
    Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken);
}
