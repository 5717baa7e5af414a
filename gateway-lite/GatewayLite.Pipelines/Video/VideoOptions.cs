using System.ComponentModel.DataAnnotations;
using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Video;

/// <summary>How streams are transcoded.</summary>
public sealed class VideoOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Video";

    /// <summary>Streams at the same time. Range 1 to 10,000, default 10 (go-livepeer's -maxSessions).</summary>
    [Range(1, 10_000)]
    public int MaxStreams { get; init; } = 10;

    /// <summary>Segments of one stream in flight at the same time. Range 1 to 4 (an orchestrator's queue holds 4), default 3.</summary>
    [Range(1, 4)]
    public int MaxSegmentsInFlight { get; init; } = 3;

    /// <summary>Attempts for one segment. Range 1 to 10, default 4; the segment's budget usually ends first.</summary>
    [Range(1, 10)]
    public int MaxAttempts { get; init; } = 4;

    /// <summary>Least time a segment may take before it becomes a gap. Range 1 s to 60 s, default 6 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan MinSegmentBudget { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Budget of a segment in multiples of its duration. Range 1 to 20, default 3.</summary>
    [Range(1, 20)]
    public int SegmentBudgetFactor { get; init; } = 3;

    /// <summary>Ceiling in wei per pixel; null for the payer's own ceilings only.</summary>
    public Rational? MaxPricePerPixel { get; init; }

    /// <summary>Oldest orchestrator version that is used, for example 0.8.0; empty for any (go-livepeer's -orchMinLivepeerVersion).</summary>
    public string MinOrchestratorVersion { get; init; } = "";

    /// <summary>Longest wait for the last segments and the orchestrators' goodbye at the end of a stream. Range 1 s to 60 s, default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromSeconds(10);
}
