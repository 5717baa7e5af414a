using System.Threading.Channels;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Sources;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Video;

/// <summary>
/// The leases of one stream: the one in use and a warm standby with an info and a token of its own. One loop, ended and awaited by disposal, keeps a standby ready
/// and tokens young, so that segments do not wait for either.
/// </summary>
internal sealed partial class StreamLeases : IAsyncDisposable
{
    /// <summary>One segment may be broken; an orchestrator that calls the next one broken too may be so itself.</summary>
    private const int BadInputsBearable = 1;

    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(5);

    /// <summary>Ticket parameters live for about 8 minutes; those of a standby are renewed before, or the first segment after a failover would wait for it.</summary>
    private static readonly TimeSpan StandbyLife = TimeSpan.FromMinutes(4);

    private readonly LeaseFinder _finder;
    private readonly JobDemand _demand;
    private readonly StreamTally _tally;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _finding = new(1, 1);

    // One wish says as much as many.
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();
    private readonly Task _loop;

    // Guarded by the lock, all of them.
    private readonly LatencyScores _scores = new();
    private readonly List<Task> _endings = [];
    private StreamLease? _primary;
    private StreamLease? _standby;
    private Uri? _lastInUse;
    private long? _swappedAt;
    private long? _leftSlowAt;

    public StreamLeases(LeaseFinder finder, JobDemand demand, StreamTally tally, TimeProvider time, ILogger logger)
    {
        _finder = finder;
        _demand = demand;
        _tally = tally;
        _time = time;
        _logger = logger;
        _loop = RunAsync();
    }

    /// <summary>The lease in use, found if need be. Segments that wait for one wait for the same one.</summary>
    /// <param name="tried">Orchestrators that this segment should not go to again.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(LeaseUse? Use, LeaseSearch.Nobody? Nobody)> TakeAsync(IReadOnlySet<ListedOrchestrator> tried, CancellationToken cancellationToken)
    {
        if (TryTake(tried) is { } ready)
        {
            return (ready, null);
        }

        await _finding.WaitAsync(cancellationToken);
        try
        {
            if (TryTake(tried) is { } found)
            {
                return (found, null);
            }

            return await _finder.FindAsync(_demand, tried, _tally.StreamId, cancellationToken) switch
            {
                LeaseSearch.Found granted => (Install(granted.Held), null),
                LeaseSearch.Nobody nobody => (null, nobody),
                _ => throw new InvalidOperationException("A search finds somebody or nobody."),
            };
        }
        finally
        {
            _ = _finding.Release();
        }
    }

    /// <summary>The stream leaves an orchestrator; the standby, if there is one, takes over at once.</summary>
    /// <returns>False when the stream had left it already.</returns>
    public bool Retire(StreamLease lease)
    {
        lock (_lock)
        {
            if (lease == _standby)
            {
                _standby = null;
            }
            else if (lease == _primary)
            {
                _primary = _standby;
                _standby = null;
                _scores.Clear();
            }

            ShowInUse_NeedsLock();
        }

        Want();
        return lease.Retire();
    }

    /// <summary>One of the stream's own leases, one that the segment did not try if there is one. Nobody is asked, so a segment that was too slow brings no new session about.</summary>
    public LeaseUse? TakeHeld(IReadOnlySet<ListedOrchestrator> tried) => TryTake(tried) ?? TryTake(new HashSet<ListedOrchestrator>());

    /// <summary>A segment was delivered. Too slow twice out of three times, and a standby that is known to be faster changes places with it; both leases stay.</summary>
    public void Succeeded(StreamLease lease, int score)
    {
        lock (_lock)
        {
            lease.Timeouts.Clear();
            lease.BadInputsInARow = 0;
            Scored_NeedsLock(lease, score);
        }
    }

    /// <summary>A segment was not done in time. The lease is left when that goes on; leaving it at once would pay for a new session with every hiccup of the network.</summary>
    /// <param name="lease">Where.</param>
    /// <param name="begunAt">When the attempt began, in timestamps of the clock.</param>
    /// <returns>Whether it counts: segments side by side meet the same trouble.</returns>
    public bool TimedOut(StreamLease lease, long begunAt)
    {
        bool counts;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            counts = lease.Timeouts.Add(begunAt, now);
            Scored_NeedsLock(lease, LatencyScores.OfTimeout);
            if (!lease.Timeouts.IsUnbearable || !IsOver_NeedsLock(_leftSlowAt))
            {
                return counts;
            }

            _leftSlowAt = now;
        }

        _ = Retire(lease);
        return counts;
    }

    /// <summary>The orchestrator says that a segment cannot be transcoded. When it says so of two in a row, the stream leaves it and nobody is blamed.</summary>
    public void RefusedInput(StreamLease lease)
    {
        lock (_lock)
        {
            if (++lease.BadInputsInARow <= BadInputsBearable)
            {
                return;
            }
        }

        _ = Retire(lease);
    }

    /// <summary>Gives every lease back. No segment is in flight any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        StreamLease?[] held;
        lock (_lock)
        {
            held = [_primary, _standby];
            _primary = null;
            _standby = null;
        }

        foreach (var lease in held)
        {
            _ = lease?.Retire();
        }

        await Task.WhenAll(Endings());
        _stop.Dispose();
        _finding.Dispose();
    }

    private LeaseUse? TryTake(IReadOnlySet<ListedOrchestrator> tried)
    {
        lock (_lock)
        {
            // The one in use serves the other segments, even when only this one had no luck with it.
            var standby = _primary is not null && _standby is { } other && !tried.Contains(other.Held.Lease.Orchestrator) ? other : null;
            return _primary is { } primary && !tried.Contains(primary.Held.Lease.Orchestrator) ? primary.Enter(isLast: standby is null) : standby?.Enter(isLast: true);
        }
    }

    private LeaseUse Install(HeldLease held)
    {
        var lease = new StreamLease(held, _time.GetUtcNow(), Over);
        lock (_lock)
        {
            // A segment that tried the one in use and the standby goes elsewhere once, and the stream stays where it is.
            if (_primary is null)
            {
                _primary = lease;
                ShowInUse_NeedsLock();
                Want();
                return lease.Enter(isLast: true);
            }
        }

        var use = lease.Enter(isLast: true);
        _ = lease.Retire();
        return use;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                await TryKeepAsync(_stop.Token);
                await WantedAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async Task TryKeepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await KeepAsync(cancellationToken);
        }
#pragma warning disable CA1031 // The stream works without a standby; a defect here must not end the care for good.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFault(_logger, _tally.StreamId, fault);
        }
    }

    private async Task WantedAsync(CancellationToken cancellationToken)
    {
        using var tick = new TimeLimit(Housekeeping, _time, cancellationToken);
        try
        {
            _ = await _wanted.Reader.ReadAsync(tick.Token);
        }
        catch (OperationCanceledException) when (tick.IsOver)
        {
            // Nobody wanted anything: it is simply time.
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        using (var first = (await TakeAsync(new HashSet<ListedOrchestrator>(), cancellationToken)).Use)
        {
            if (first is null)
            {
                return;
            }
        }

        var (primary, standby) = LeaveUnwelcome(Both());
        if (standby is null && primary is not null)
        {
            await FindStandbyAsync(primary, cancellationToken);
        }

        await RenewAsync(primary, primary?.Held.Lease.ShouldRefresh ?? false, cancellationToken);
        await RenewAsync(standby, standby is not null && (standby.Held.Lease.ShouldRefresh || _time.GetUtcNow() - standby.FreshSince >= StandbyLife), cancellationToken);
        _ = Endings();
    }

    /// <summary>Orchestrators that were delisted or blocked are left: a standby at once, the one in use as soon as there is somebody to take over.</summary>
    private (StreamLease? Primary, StreamLease? Standby) LeaveUnwelcome((StreamLease? Primary, StreamLease? Standby) held)
    {
        var leaving = held.Standby is { } standby && !_finder.IsWelcome(standby.Held.Lease.Orchestrator) ? standby
            : held is { Primary: { } primary, Standby: not null } && !_finder.IsWelcome(primary.Held.Lease.Orchestrator) ? primary
            : null;
        if (leaving is null)
        {
            return held;
        }

        LogUnwelcome(_logger, _tally.StreamId, leaving.Held.Uri);
        _ = Retire(leaving);
        return Both();
    }

    private async Task FindStandbyAsync(StreamLease primary, CancellationToken cancellationToken)
    {
        var others = new HashSet<ListedOrchestrator> { primary.Held.Lease.Orchestrator };
        if (await _finder.FindStandbyAsync(_demand, others, _tally.StreamId, cancellationToken) is not LeaseSearch.Found found)
        {
            return;
        }

        // Whoever waits proves nothing, so a recovering orchestrator's one probe is not used up by it.
        found.Held.Unused();
        var lease = new StreamLease(found.Held, _time.GetUtcNow(), Over);
        lock (_lock)
        {
            if (_primary is not null && _standby is null && _primary.Held.Lease.Orchestrator != found.Held.Lease.Orchestrator)
            {
                _standby = lease;
                ShowInUse_NeedsLock();
                return;
            }
        }

        _ = lease.Retire();
    }

    private async Task RenewAsync(StreamLease? lease, bool due, CancellationToken cancellationToken)
    {
        if (lease is null || !due)
        {
            return;
        }

        try
        {
            if (await lease.Held.Lease.RefreshAsync(lease.Held.Lease.Current, cancellationToken) is null)
            {
                lease.FreshSince = _time.GetUtcNow();
                return;
            }
        }
        catch (SenderIdentityUnavailableException)
        {
            return;
        }

        // A standby that does not answer is none; the one in use is judged by its work.
        if (Both().Standby == lease)
        {
            _ = Retire(lease);
        }
    }

    private (StreamLease? Primary, StreamLease? Standby) Both()
    {
        lock (_lock)
        {
            return (_primary, _standby);
        }
    }

    private void Over(StreamLease lease)
    {
        lock (_lock)
        {
            _endings.Add(lease.Held.Lease.DisposeAsync().AsTask());
        }
    }

    private Task[] Endings()
    {
        lock (_lock)
        {
            _ = _endings.RemoveAll(static ending => ending.IsCompletedSuccessfully);
            return [.. _endings];
        }
    }

    private void Scored_NeedsLock(StreamLease lease, int score)
    {
        if (lease == _primary
            && _scores.Add(score)
            && IsOver_NeedsLock(_swappedAt)
            && _standby is { Timeouts.Count: 0 } standby
            && SlownessRule.IsWorthSwapping(lease.Held.LatencyScore, _scores.Mean, standby.Held.LatencyScore))
        {
            (_primary, _standby) = (standby, lease);
            _swappedAt = _time.GetTimestamp();
            _scores.Clear();
            ShowInUse_NeedsLock();
        }
    }

    private bool IsOver_NeedsLock(long? since) => since is not { } start || _time.GetElapsedTime(start) >= SlownessRule.Pause;

    private void ShowInUse_NeedsLock()
    {
        _tally.InUse(_primary?.Held.Uri, _standby?.Held.Uri, _lastInUse);
        _lastInUse = _primary?.Held.Uri ?? _lastInUse;
    }

    private void Want() => _wanted.Writer.TryWrite(true);
}
