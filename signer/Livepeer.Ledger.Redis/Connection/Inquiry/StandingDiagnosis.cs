namespace Livepeer.Ledger.Redis.Connection.Inquiry;

/// <summary>
/// Finds out in the background why there is no connection: the client keeps the reason of the first failure alone, which is seldom the one that lasts.
/// Nobody waits for it. One inquiry at a time, and one a second at most, while somebody asks.
/// </summary>
internal sealed class StandingDiagnosis(Diagnosis diagnosis) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();

    // Guarded by the gate.
    private Task _running = Task.CompletedTask;
    private long? _begun;

    // Swapped whole.
    private volatile string? _found;

    /// <summary>What was found last; null as long as nothing was.</summary>
    public string? WhyAway()
    {
        lock (_gate)
        {
            if (!_stop.IsCancellationRequested && _running.IsCompleted && (_begun is not { } begun || Time.GetElapsedTime(begun) >= Pause))
            {
                _begun = Time.GetTimestamp();
                _running = Task.Run(LookAsync);
            }
        }

        return _found;
    }

    /// <summary>The connection is there: what was found is over.</summary>
    public void Forget()
    {
        if (_found is not null)
        {
            _found = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _stop.Cancel();
            running = _running;
        }

        await running;
        _stop.Dispose();
    }

    private async Task LookAsync()
    {
        try
        {
            _found = await diagnosis.WhyAwayAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The ledger is closing.
        }
    }
}
