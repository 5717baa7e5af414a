namespace Livepeer.Orchestrators.Sources;

/// <summary>The operator's own list.</summary>
public sealed class StaticOrchestratorSource : IOrchestratorSource
{
    private readonly IReadOnlyList<ListedOrchestrator> _orchestrators;

    /// <summary>Takes the list as it is.</summary>
    public StaticOrchestratorSource(IEnumerable<Uri> orchestrators)
    {
        _orchestrators = [.. orchestrators.Distinct().Select(uri => new ListedOrchestrator(uri, Configured: true))];
    }

    /// <inheritdoc/>
    public string Name => "list";

    /// <summary>Reads the value of <c>-orchAddr</c>: addresses separated by commas; empty entries are skipped.</summary>
    /// <exception cref="FormatException">An entry is not an address; the message names it.</exception>
    public static StaticOrchestratorSource Parse(string addresses) =>
        new(addresses.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(address =>
            OrchestratorUri.TryParseLenient(address, out var uri)
                ? uri
                : throw new FormatException(
                    $"'{address}' is not an orchestrator's address: host, host:port or http(s)://host:port, without user, query or fragment.")));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken) => Task.FromResult(_orchestrators);
}
