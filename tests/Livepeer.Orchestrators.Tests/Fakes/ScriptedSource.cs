using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>A list that changes as told, or fails.</summary>
internal sealed class ScriptedSource : IOrchestratorSource
{
    public string Name => "scripted";

    public IReadOnlyList<ListedOrchestrator> List { get; set; } = [];

    public bool Fails { get; set; }

    public int Reads { get; private set; }

    public Task<IReadOnlyList<ListedOrchestrator>> ListAsync(CancellationToken cancellationToken)
    {
        Reads++;
        return Fails ? throw new HttpRequestException("no list today") : Task.FromResult(List);
    }
}
