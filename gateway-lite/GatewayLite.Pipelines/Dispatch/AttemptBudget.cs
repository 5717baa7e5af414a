namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Time and attempts of one segment or job. Used by one task.</summary>
/// <param name="total">Time for everything.</param>
/// <param name="attempts">Attempts for everything.</param>
/// <param name="time">The clock.</param>
internal sealed class AttemptBudget(TimeSpan total, int attempts, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>What an attempt needs to have a chance; below it the rest is not halved.</summary>
    private static readonly TimeSpan LeastUseful = TimeSpan.FromSeconds(1);

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Time left, never negative.</summary>
    public TimeSpan Left => Elapsed < total ? total - Elapsed : TimeSpan.Zero;

    /// <summary>Attempts begun.</summary>
    public int Begun { get; private set; }

    public bool IsOver => Begun >= attempts || Left == TimeSpan.Zero;

    /// <summary>Begins an attempt that leaves room for another one: at most half of what is left, unless that is too little for anything.</summary>
    public TimeSpan BeginHalf()
    {
        Begun++;
        var left = Left;
        return left / 2 >= LeastUseful ? left / 2 : left < LeastUseful ? left : LeastUseful;
    }

    /// <summary>Begins an attempt of at most the given time.</summary>
    public TimeSpan Begin(TimeSpan longest)
    {
        Begun++;
        return Left < longest ? Left : longest;
    }
}
