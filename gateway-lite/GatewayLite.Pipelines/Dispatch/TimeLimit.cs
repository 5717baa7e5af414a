namespace GatewayLite.Pipelines.Dispatch;

/// <summary>A limit on one stretch of work that knows whether it or the caller ended it.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;

    public TimeLimit(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _limit = new CancellationTokenSource(limit > TimeSpan.Zero ? limit : TimeSpan.FromTicks(1), time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, caller);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether the time is over and the caller still wants the work.</summary>
    public bool IsOver => _limit.IsCancellationRequested && !_caller.IsCancellationRequested;

    /// <summary>Counts anew from now.</summary>
    public void Restart(TimeSpan limit) => _limit.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.FromTicks(1));

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
