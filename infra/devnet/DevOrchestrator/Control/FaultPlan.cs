namespace DevOrchestrator.Control;

/// <summary>The faults in force, and the waiting and cutting they ask for.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    private volatile FaultSettings _settings = FaultSettings.None;
    private int _stalled;

    public FaultSettings Current
    {
        get => _settings;
        set => _settings = value;
    }

    /// <summary>Requests that wait at this moment.</summary>
    public int Stalled => Volatile.Read(ref _stalled);

    /// <summary>To be called when a request has come in. False: the connection was cut.</summary>
    public async Task<bool> EnterAsync(HttpContext context, FaultScope scope)
    {
        var settings = Current;
        if (settings.Delay > TimeSpan.Zero)
        {
            await Task.Delay(settings.Delay, time, context.RequestAborted);
        }

        return await HitAsync(context, scope, isAfterHeaders: false);
    }

    /// <summary>To be called when a segment's early 200 has gone out. False: the connection was cut.</summary>
    public Task<bool> AfterHeadersAsync(HttpContext context, FaultScope scope) => HitAsync(context, scope, isAfterHeaders: true);

    /// <summary>To be called when a request is done and its payment credited, before its answer begins. False: the connection was cut.</summary>
    public async Task<bool> BeforeAnswerAsync(HttpContext context, FaultScope scope)
    {
        var settings = Current;
        if (settings.LoseAnswer.HasFlag(scope))
        {
            context.Abort();
            return false;
        }

        if (settings.SlowAnswer.HasFlag(scope))
        {
            await StallAsync(settings.SlowAnswerFor ?? Timeout.InfiniteTimeSpan, context.RequestAborted);
        }

        return true;
    }

    private async Task<bool> HitAsync(HttpContext context, FaultScope scope, bool isAfterHeaders)
    {
        var settings = Current;
        if (settings.Drop.HasFlag(scope) && settings.IsDroppedAfterHeaders == isAfterHeaders)
        {
            context.Abort();
            return false;
        }

        if (settings.Stall.HasFlag(scope) && settings.IsStalledAfterHeaders == isAfterHeaders)
        {
            await StallAsync(settings.StallFor ?? Timeout.InfiniteTimeSpan, context.RequestAborted);
        }

        return true;
    }

    private async Task StallAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var wait = Task.Delay(duration, time, cancellationToken);
        Interlocked.Increment(ref _stalled); // counted once the clock decides over it
        try
        {
            await wait;
        }
        finally
        {
            Interlocked.Decrement(ref _stalled);
        }
    }
}
