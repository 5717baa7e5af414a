namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Time and attempts of one segment or job. Used by one task.</summary>
/// <param name="total">Time for everything.</param>
/// <param name="attempts">Attempts for everything.</param>
/// <param name="least">What an attempt needs to have a chance: with less none is begun.</param>
/// <param name="time">The clock.</param>
internal sealed class AttemptBudget(TimeSpan total, int attempts, TimeSpan least, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Time left, never negative.</summary>
    public TimeSpan Left => Elapsed < total ? total - Elapsed : TimeSpan.Zero;

    /// <summary>Attempts begun.</summary>
    public int Begun { get; private set; }

    public bool IsOver => Begun >= attempts || IsOutOfTime;

    /// <summary>Whether what is left is not enough for an attempt.</summary>
    public bool IsOutOfTime => Left == TimeSpan.Zero || Left < least;

    /// <summary>Begins an attempt that leaves room for another one: half of what is left, unless that is too little for either.</summary>
    public TimeSpan BeginHalf()
    {
        Begun++;
        var left = Left;
        return left / 2 >= least ? left / 2 : left;
    }

    /// <summary>Begins an attempt after which there is none.</summary>
    public TimeSpan BeginLast()
    {
        Begun++;
        return Left;
    }

    /// <summary>Begins an attempt of at most the given time.</summary>
    public TimeSpan Begin(TimeSpan longest)
    {
        Begun++;
        return Left < longest ? Left : longest;
    }
}
