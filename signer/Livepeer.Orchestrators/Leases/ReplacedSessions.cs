namespace Livepeer.Orchestrators.Leases;

/// <summary>
/// Sessions that a renewal replaced. Requests that took the old snapshot may still be under way, so each is ended a while later: sooner when the lease ends or
/// when more are kept than a lease should need. Used by one caller at a time.
/// </summary>
/// <param name="end">Ends a session; never fails and takes a bounded time.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplacedSessions(Func<LeaseSnapshot, Task> end, TimeProvider time)
{
    /// <summary>Renewals are minutes apart; more at once means an orchestrator that refuses its own parameters again and again.</summary>
    private const int Most = 4;

    /// <summary>A segment of two seconds has a budget of 6 s, one of ten seconds 30 s. Without an end the session would keep its place at the orchestrator for 70 s after its last segment.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    // Oldest first, at most as many as above.
    private readonly Queue<Ending> _endings = new();

    /// <summary>Keeps a session until its requests are over; the oldest is ended first when there are too many.</summary>
    public async Task AddAsync(LeaseSnapshot replaced)
    {
        while (_endings.TryPeek(out var oldest) && (oldest.Over.IsCompleted || _endings.Count == Most))
        {
            _ = _endings.Dequeue();
            await EndNowAsync(oldest);
        }

        var hurry = new CancellationTokenSource();
        _endings.Enqueue(new Ending(EndLaterAsync(replaced, hurry.Token), hurry));
    }

    /// <summary>Ends all at once.</summary>
    public async Task EndAllAsync()
    {
        await Task.WhenAll(_endings.Select(EndNowAsync));
        _endings.Clear();
    }

    private static async Task EndNowAsync(Ending ending)
    {
        await ending.Hurry.CancelAsync();
        await ending.Over;
        ending.Hurry.Dispose();
    }

    private async Task EndLaterAsync(LeaseSnapshot replaced, CancellationToken hurry)
    {
        try
        {
            await Task.Delay(Grace, time, hurry);
        }
        catch (OperationCanceledException)
        {
            // Now, then.
        }

        await end(replaced);
    }

    private sealed record Ending(Task Over, CancellationTokenSource Hurry);
}
