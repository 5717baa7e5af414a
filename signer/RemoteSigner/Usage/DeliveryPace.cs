namespace RemoteSigner.Usage;

/// <summary>How much the usage webhook is sent at once, and how long is waited, by what it said so far. Belongs to the loop that delivers.</summary>
internal sealed class DeliveryPace
{
    /// <summary>Events of one request, at most.</summary>
    public const int MostEvents = 100;

    /// <summary>How often an event that is refused by itself is sent: a webhook that is being changed refuses everything for a while.</summary>
    public const int MostTries = 5;

    private const int ReportedOneIn = 16;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private int _failures;
    private int _tries;

    /// <summary>Events of the next request, at most.</summary>
    public int Size { get; private set; } = MostEvents;

    /// <summary>Time until the next request; longer with each failure since the last success.</summary>
    public TimeSpan Pause => TimeSpan.FromTicks(Math.Min(Shortest.Ticks << Math.Min(_failures, 8), Longest.Ticks));

    /// <summary>Whether the operator has to hear of this failure: the first of a series, and then one in sixteen, because a webhook may be down for hours.</summary>
    public bool IsWorthSaying => _failures % ReportedOneIn == 1;

    /// <summary>Events were taken.</summary>
    public void Taken()
    {
        _failures = 0;
        _tries = 0;
        Size = Math.Min(MostEvents, Size * 2);
    }

    /// <summary>Nothing is known of the events: the webhook is away, slow, or will not have us.</summary>
    public void Failed() => _failures = Math.Min(_failures + 1, int.MaxValue - 1);

    /// <summary>The webhook refused what it was sent.</summary>
    /// <param name="events">How many that were, 1 or more.</param>
    public RefusedBatch Refused(int events)
    {
        if (events > 1)
        {
            Size = events / 2;
            return RefusedBatch.Halve;
        }

        Failed();
        if (++_tries < MostTries)
        {
            return RefusedBatch.TryAgain;
        }

        _tries = 0;
        return RefusedBatch.GiveUp;
    }
}

/// <summary>What becomes of events that the webhook refused.</summary>
internal enum RefusedBatch
{
    /// <summary>One of them is to blame: fewer are sent at once.</summary>
    Halve,

    /// <summary>It is this one; it may be taken later.</summary>
    TryAgain,

    /// <summary>It will not be taken, and the others must not wait for it.</summary>
    GiveUp,
}
