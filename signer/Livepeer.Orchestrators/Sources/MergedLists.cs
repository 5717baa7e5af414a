using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Sources;

/// <summary>What all sources name together. A source that fails, or suddenly names nobody, keeps its last list in force. For one reader at a time.</summary>
internal sealed partial class MergedLists(IReadOnlyList<IOrchestratorSource> sources, int maxOrchestrators, ILogger logger)
{
    private readonly Dictionary<IOrchestratorSource, IReadOnlyList<ListedOrchestrator>> _last = [];

    public async Task<IReadOnlySet<ListedOrchestrator>> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await ReadAsync(source, cancellationToken);
        }

        // An orchestrator that any list vouches for is vouched for.
        return _last.Values
            .SelectMany(list => list)
            .GroupBy(orchestrator => orchestrator.Uri)
            .Select(same => new ListedOrchestrator(same.Key, same.Any(orchestrator => orchestrator.Configured)))
            .Take(maxOrchestrators)
            .ToHashSet();
    }

    private async Task ReadAsync(IOrchestratorSource source, CancellationToken cancellationToken)
    {
        try
        {
            var list = await source.ListAsync(cancellationToken);
            if (list.Count == 0 && _last.TryGetValue(source, out var before) && before.Count > 0)
            {
                Log.EmptyList(logger, source.Name, before.Count);
                return;
            }

            _last[source] = list;
        }
#pragma warning disable CA1031 // a source that fails in any way leaves the last list in force
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.SourceFailed(logger, exception, source.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Warning, "The orchestrator source {source} failed; its last list stays in force.")]
        public static partial void SourceFailed(ILogger logger, Exception exception, string source);

        [LoggerMessage(1301, LogLevel.Warning, "The orchestrator source {source} gave an empty list; the last one with {count} entries stays in force.")]
        public static partial void EmptyList(ILogger logger, string source, int count);
    }
}
