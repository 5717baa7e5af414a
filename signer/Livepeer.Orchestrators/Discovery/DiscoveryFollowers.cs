using System.Collections.Immutable;
using Livepeer.Orchestrators.Asking;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>One follower per orchestrator, who asks it again and again. What one orchestrator does, or fails to do, delays nobody else by more than a place in the queue.</summary>
internal sealed partial class DiscoveryFollowers(
    OrchestratorSurvey survey, DiscoveryOptions options, Jitter jitter, Action changed, TimeProvider time, ILogger logger) : IDisposable
{
    // One lost answer is asked for again soon, from then on ever more rarely.
    private static readonly TimeSpan SecondTry = TimeSpan.FromSeconds(5);
    private const int MostDoublings = 3;

    private readonly SemaphoreSlim _slots = new(options.ConcurrentAsks);

    // The roster's loop alone; as many as the roster has.
    private readonly Dictionary<WatchedOrchestrator, Follower> _followers = [];

    private long _answered;
    private long _failed;
    private int _isWithoutIdentity;

    public (long Answered, long Failed) Asked => (Interlocked.Read(ref _answered), Interlocked.Read(ref _failed));

    /// <summary>Follows these, and nobody else any more.</summary>
    public async Task FollowAsync(ImmutableArray<WatchedOrchestrator> watched, CancellationToken cancellationToken)
    {
        var wanted = watched.ToHashSet();
        await StopAsync([.. _followers.Keys.Where(followed => !wanted.Contains(followed))]);
        foreach (var one in watched)
        {
            if (!_followers.ContainsKey(one))
            {
                var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                _followers[one] = new Follower(FollowAsync(one, stop.Token), stop);
            }
        }
    }

    /// <summary>Stops all.</summary>
    public Task StopAsync() => StopAsync([.. _followers.Keys]);

    public void Dispose() => _slots.Dispose();

    private async Task StopAsync(IReadOnlyList<WatchedOrchestrator> leaving)
    {
        foreach (var one in leaving)
        {
            await _followers[one].Stop.CancelAsync();
        }

        foreach (var one in leaving)
        {
            var follower = _followers[one];
            await follower.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            follower.Stop.Dispose();
            _followers.Remove(one);
            survey.Forget(one.Listed);
        }
    }

    private async Task FollowAsync(WatchedOrchestrator watched, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = await AskAsync(watched, cancellationToken) ? PauseAfter(watched.Known.Misses) : SecondTry;
            changed();
            await Task.Delay(jitter.Around(pause), time, cancellationToken);
        }
    }

    private TimeSpan PauseAfter(int misses) => misses switch
    {
        0 => options.Interval,
        1 => SecondTry < options.Interval ? SecondTry : options.Interval,
        _ => options.Interval * (1 << Math.Min(misses - 2, MostDoublings)),
    };

    /// <returns>Whether it was asked, which is not to say that it answered.</returns>
    private async Task<bool> AskAsync(WatchedOrchestrator watched, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            Learn(watched, await survey.AskAsync(watched.Listed, cancellationToken));
            Volatile.Write(ref _isWithoutIdentity, 0);
            return true;
        }
        catch (SenderIdentityUnavailableException failure)
        {
            // It concerns everybody, so it is said once.
            if (Interlocked.Exchange(ref _isWithoutIdentity, 1) == 0)
            {
                Log.NoIdentity(logger, failure.Message);
            }

            return false;
        }
#pragma warning disable CA1031 // a fault in one orchestrator's following must not end it, nor anybody else's
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            Log.Fault(logger, fault, watched.Listed.Uri);
            return false;
        }
        finally
        {
            _slots.Release();
        }
    }

    private void Learn(WatchedOrchestrator watched, SurveyResult result)
    {
        var before = watched.Known;
        watched.Learn(result);
        if (result.Offer is AskResult.Failed { Refusal: var refusal })
        {
            Interlocked.Increment(ref _failed);
            if (before.Misses == 1)
            {
                Log.Silent(logger, watched.Listed.Uri, refusal.Detail);
            }

            return;
        }

        Interlocked.Increment(ref _answered);
        if (before.Misses > 1 || before.Offer is null)
        {
            Log.Answers(logger, watched.Listed.Uri);
        }
    }

    private sealed record Follower(Task Task, CancellationTokenSource Stop);

    private static partial class Log
    {
        [LoggerMessage(1314, LogLevel.Information, "Orchestrator {uri} does not answer: {detail}")]
        public static partial void Silent(ILogger logger, Uri uri, string detail);

        [LoggerMessage(1315, LogLevel.Information, "Orchestrator {uri} answers.")]
        public static partial void Answers(ILogger logger, Uri uri);

        [LoggerMessage(1316, LogLevel.Warning, "Orchestrators are not asked now: {reason}")]
        public static partial void NoIdentity(ILogger logger, string reason);

        [LoggerMessage(1317, LogLevel.Error, "Asking the orchestrator {uri} failed in a way that should not be possible; it is asked again.")]
        public static partial void Fault(ILogger logger, Exception fault, Uri uri);
    }
}
