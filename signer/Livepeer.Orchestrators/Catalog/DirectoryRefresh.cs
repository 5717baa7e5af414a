using System.Collections.Concurrent;
using System.Threading.Channels;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>Keeps the entries of the directory up to date: reads the lists, asks everybody, drops who is gone.</summary>
internal sealed partial class DirectoryRefresh : IDisposable
{
    // Nobody left to choose makes many callers want a refresh; more than one a second helps nobody.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan StartInterval = TimeSpan.FromSeconds(2);

    private readonly OrchestratorClient _client;
    private readonly MergedLists _lists;
    private readonly DirectoryOptions _options;
    private readonly Func<double> _random;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    // One round at a time.
    private readonly SemaphoreSlim _refreshing = new(1, 1);

    // One wish says as much as many.
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _firstAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DirectoryRefresh(OrchestratorClient client, MergedLists lists, DirectoryOptions options, Func<double> random, TimeProvider time, ILogger logger)
    {
        _client = client;
        _lists = lists;
        _options = options;
        _random = random;
        _time = time;
        _logger = logger;
    }

    public event Action<ListedOrchestrator>? Forgotten;

    /// <summary>Written by the one round at a time; bounded by MaxOrchestrators plus those saying farewell or still leased.</summary>
    public ConcurrentDictionary<ListedOrchestrator, DirectoryEntry> Entries { get; } = new();

    public Task FirstAnswer => _firstAnswer.Task;

    public void Soon() => _wanted.Writer.TryWrite(true);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await OnceAsync(cancellationToken);
            }
            catch (SenderIdentityUnavailableException exception)
            {
                Log.NoIdentity(_logger, exception);
            }

            await Task.Delay(Least, _time, cancellationToken);
            await WantedAsync(cancellationToken);
        }
    }

    public async Task OnceAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            Apply((await _lists.ReadAsync(cancellationToken)).ToHashSet());
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.ConcurrentAsks, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(Entries.Values.Where(entry => entry.DelistedAt is null), parallel, AskAsync);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    public void Dispose() => _refreshing.Dispose();

    private async Task WantedAsync(CancellationToken cancellationToken)
    {
        // Until somebody has answered there is nothing to be patient with: a list that came too late for the first round must not cost a minute.
        var pause = FirstAnswer.IsCompleted ? _options.RefreshInterval * (0.8 + (0.4 * _random())) : StartInterval;
        using var limit = new CancellationTokenSource(pause, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _wanted.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody wanted one: it is simply time.
        }
    }

    private async ValueTask AskAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        var result = await _client.AskAsync(entry.Orchestrator, needs: null, OrchestratorClient.DiscoveryDeadline, cancellationToken);
        var wasSilent = entry.IsSilent;
        entry.Learn(result);
        if (result is AskResult.Answered)
        {
            _firstAnswer.TrySetResult();
        }
        else if (!wasSilent && entry.IsSilent)
        {
            Log.Silent(_logger, entry.Orchestrator.Uri, ((AskResult.Failed)result).Refusal.Detail);
        }
    }

    private void Apply(HashSet<ListedOrchestrator> listed)
    {
        foreach (var orchestrator in listed)
        {
            Entries.GetOrAdd(orchestrator, key => new DirectoryEntry(key, _options.Health, _time)).DelistedAt = null;
        }

        foreach (var entry in Entries.Values.Where(entry => !listed.Contains(entry.Orchestrator)))
        {
            Retire(entry);
        }
    }

    // Work under way goes on for as long as it holds a lease; only then, and not before the farewell is over, are the connections closed.
    private void Retire(DirectoryEntry entry)
    {
        entry.DelistedAt ??= _time.GetUtcNow();
        var isOver = _time.GetUtcNow() - entry.DelistedAt >= _options.Farewell && !_client.Leases.IsLeased(entry.Orchestrator);
        if (isOver && Entries.TryRemove(entry.Orchestrator, out _))
        {
            _client.Forget(entry.Orchestrator);
            Forgotten?.Invoke(entry.Orchestrator);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1302, LogLevel.Information, "Orchestrator {uri} does not answer: {detail}")]
        public static partial void Silent(ILogger logger, Uri uri, string detail);

        [LoggerMessage(1303, LogLevel.Warning, "Orchestrators cannot be asked because the sender's identity is not available.")]
        public static partial void NoIdentity(ILogger logger, Exception exception);
    }
}
