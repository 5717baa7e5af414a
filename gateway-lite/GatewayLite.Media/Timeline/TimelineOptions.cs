namespace GatewayLite.Media.Timeline;

/// <summary>Limits of one timeline.</summary>
public sealed record TimelineOptions
{
    /// <summary>Segments in a live playlist. Default 6, as go-livepeer.</summary>
    public int ListedSegments { get; init; } = 6;

    /// <summary>Segments that can still be fetched. Default 12, as go-livepeer.</summary>
    public int KeptSegments { get; init; } = 12;

    /// <summary>Source segments waiting for the transcoding side before the oldest becomes a gap. Default 4, the queue of an orchestrator's session.</summary>
    public int BacklogSegments { get; init; } = 4;

    /// <summary>How long a source segment waits for its renditions, in parts of its own duration. Default 2, which holds one failover.</summary>
    public double RenditionWaitDurations { get; init; } = 2;

    /// <summary>How long a playlist stays open after a lost connection, so that players outlive a reconnect. Default 10 s.</summary>
    public TimeSpan ReconnectWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Shortest target duration: the nominal segment. Default 2 s.</summary>
    public int NominalSegmentSeconds { get; init; } = 2;

    internal void Check()
    {
        // RFC 8216 6.2.2: a live playlist holds at least three target durations.
        ArgumentOutOfRangeException.ThrowIfLessThan(ListedSegments, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeptSegments, ListedSegments);
        ArgumentOutOfRangeException.ThrowIfLessThan(BacklogSegments, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RenditionWaitDurations);
        ArgumentOutOfRangeException.ThrowIfLessThan(NominalSegmentSeconds, 1);
    }
}
