namespace GatewayLite.Media.Timeline;

/// <summary>Limits of the set of live streams.</summary>
public sealed record LiveStreamsOptions
{
    /// <summary>Streams being published at a time (go-livepeer's <c>-maxSessions</c>). Default 10.</summary>
    public int MaxSessions { get; init; } = 10;

    /// <summary>How long playlists and segments stay after the end; a publisher that is back in time goes on with the numbers. Default 60 s.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Silence of a publisher after which another may take its name over. Default 5 s.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a second publisher takes a live name over at once instead of being refused. Default false.</summary>
    public bool Takeover { get; init; }

    /// <summary>Limits of each stream's timeline.</summary>
    public TimelineOptions Timeline { get; init; } = new();

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSessions, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StaleAfter, TimeSpan.FromSeconds(1));
        Timeline.Check();
    }
}
