using System.Threading.Channels;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>
/// Keeps a list of orchestrators for others: reads the lists, asks everybody on them in the background, remembers what was last good, and says what changed. Looking at the list asks nobody.
/// </summary>
public sealed partial class OrchestratorDiscovery : IDisposable
{
    // A list that could not be read is tried again sooner than one that could.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(10);

    private readonly DiscoveryOptions _options;
    private readonly OrchestratorHttp _http;
    private readonly MergedLists _lists;
    private readonly OrchestratorRoster _roster;
    private readonly DiscoveryFollowers _followers;
    private readonly DiscoveryPublisher _publisher;
    private readonly DiscoveryStateFile? _state;
    private readonly Jitter _jitter;
    private readonly TimeProvider _time;

    // One wish says as much as many.
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Task<IReadOnlyList<ListedOrchestrator>>? _reading;

    /// <summary>An empty list; <see cref="Open"/> fills it with what is known already, <see cref="RunAsync"/> keeps it.</summary>
    /// <param name="client">Asks for offers; used for this list alone, and not disposed.</param>
    /// <param name="access">Which addresses may be connected to.</param>
    /// <param name="sources">Lists; what any of them names is known.</param>
    /// <param name="options">Intervals and bounds.</param>
    /// <param name="random">Jitter; used here alone.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For lists and orchestrators that fail.</param>
    public OrchestratorDiscovery(
        OrchestratorClient client,
        NetworkAccess access,
        IReadOnlyList<IOrchestratorSource> sources,
        DiscoveryOptions options,
        Random random,
        TimeProvider time,
        ILogger<OrchestratorDiscovery> logger)
    {
        _options = options;
        _time = time;
        _http = new OrchestratorHttp(access);
        _lists = new MergedLists(sources, options.MaxOrchestrators, logger);
        _roster = new OrchestratorRoster(options, time);
        _publisher = new DiscoveryPublisher(_roster, _lists, options, time, logger);
        _jitter = new Jitter(random);
        _followers = new DiscoveryFollowers(new OrchestratorSurvey(client, _http, time), options, _jitter, () => _changed.Writer.TryWrite(true), time, logger);
        _state = options.StateFile is { } path ? new DiscoveryStateFile(path, options, time, logger) : null;
    }

    /// <summary>The list as it is now. Never waits.</summary>
    public DiscoverySnapshot Current => _publisher.Current;

    /// <summary>Questions that were answered and that were not, since the start.</summary>
    public (long Answered, long Failed) Asked => _followers.Asked;

    /// <summary>Takes what is known without asking anybody: the stored state, and lists that need no network. Call it once, before <see cref="RunAsync"/>.</summary>
    public void Open()
    {
        _roster.Restore(_state?.Read() ?? []);
        _reading = _lists.ReadAsync(CancellationToken.None);
        _roster.Apply(_lists.Merged, _lists.IsComplete);
        _publisher.Publish();
    }

    /// <summary>Keeps the list until cancelled, then stores it. The owner awaits it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // They end together: a list of which one part no longer works must not look alive.
            Task[] loops = [KeepListsAsync(stop.Token), KeepPublishingAsync(stop.Token), KeepStoringAsync(stop.Token)];
            await Task.WhenAny(loops);
            await stop.CancelAsync();
            await Task.WhenAll(loops);
        }
        finally
        {
            await _followers.StopAsync();
            _state?.Write(_roster.Watched);
        }
    }

    /// <summary>Closes connections; <see cref="RunAsync"/> is ended by its owner first.</summary>
    public void Dispose()
    {
        _followers.Dispose();
        _http.Dispose();
    }

    private async Task KeepListsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var listed = await (_reading ?? _lists.ReadAsync(cancellationToken)).WaitAsync(cancellationToken);
            _reading = null;
            if (_roster.Apply(listed, _lists.IsComplete) || _lists.Failing != Current.Counts.FailingSources)
            {
                _changed.Writer.TryWrite(true);
            }

            await _followers.FollowAsync(_roster.Watched, cancellationToken);
            var pause = _lists.Failing > 0 && _options.ListInterval > RetryPause ? RetryPause : _options.ListInterval;
            await Task.Delay(_jitter.Around(pause), _time, cancellationToken);
        }
    }

    private async Task KeepPublishingAsync(CancellationToken cancellationToken)
    {
        while (await _changed.Reader.WaitToReadAsync(cancellationToken))
        {
            _changed.Reader.TryRead(out _);
            _publisher.Publish();
            await Task.Delay(_options.PublishPause, _time, cancellationToken);
        }
    }

    private async Task KeepStoringAsync(CancellationToken cancellationToken)
    {
        var schedule = new StoringSchedule(_time);
        while (true)
        {
            await Task.Delay(StoringSchedule.Pause, _time, cancellationToken);
            if (schedule.IsDue(Current.Revision))
            {
                _state?.Write(_roster.Watched);
            }
        }
    }
}
