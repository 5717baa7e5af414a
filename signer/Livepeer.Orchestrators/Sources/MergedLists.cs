using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Sources;

/// <summary>What all sources name together. A source that fails, or suddenly names nobody, keeps its last list in force. For one reader at a time.</summary>
internal sealed partial class MergedLists(IReadOnlyList<IOrchestratorSource> sources, int maxOrchestrators, ILogger logger)
{
    // Thread-safe by type: sources are read side by side. As many entries as there are sources.
    private readonly ConcurrentDictionary<IOrchestratorSource, IReadOnlyList<ListedOrchestrator>> _last = [];
    private int _failing;

    /// <summary>What is known now, each orchestrator once, in the order of the sources and of their lists. An orchestrator that any list vouches for is vouched for.</summary>
    public IReadOnlyList<ListedOrchestrator> Merged =>
    [
        .. sources
            .SelectMany(source => _last.GetValueOrDefault(source) ?? [])
            .GroupBy(orchestrator => orchestrator.Uri)
            .Select(same => new ListedOrchestrator(same.Key, same.Any(orchestrator => orchestrator.Configured)))
            .Take(maxOrchestrators),
    ];

    /// <summary>Whether every source was read at least once: only then does it mean something that a list does not name somebody.</summary>
    public bool IsComplete => _last.Count == sources.Count;

    /// <summary>Sources that could not be read the last time.</summary>
    public int Failing => Volatile.Read(ref _failing);

    /// <summary>Reads all sources. Those that answer at once have their list in <see cref="Merged"/> when this returns its task.</summary>
    public async Task<IReadOnlyList<ListedOrchestrator>> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await Task.WhenAll(sources.Select(source => ReadAsync(source, cancellationToken)));
        Volatile.Write(ref _failing, read.Count(worked => !worked));
        return Merged;
    }

    private async Task<bool> ReadAsync(IOrchestratorSource source, CancellationToken cancellationToken)
    {
        try
        {
            var list = await source.ListAsync(cancellationToken);
            if (list.Count == 0 && _last.TryGetValue(source, out var before) && before.Count > 0)
            {
                Log.EmptyList(logger, source.Name, before.Count);
                return true;
            }

            _last[source] = list;
            return true;
        }
#pragma warning disable CA1031 // a source that fails in any way leaves the last list in force
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Log.SourceFailed(logger, exception, source.Name);
            return false;
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
