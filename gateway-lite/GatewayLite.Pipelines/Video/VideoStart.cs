namespace GatewayLite.Pipelines.Video;

/// <summary>Answer to an order for a stream.</summary>
public abstract record VideoStart
{
    private VideoStart()
    {
    }

    /// <summary>Runs.</summary>
    /// <param name="Stream">To be watched and ended.</param>
    public sealed record Started(VideoStream Stream) : VideoStart;

    /// <summary>Refused; nothing was started.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Message">One sentence, safe to show.</param>
    public sealed record Refused(VideoStartRefusal Reason, string Message) : VideoStart;
}

/// <summary>Why a stream was not started. Zero is never given.</summary>
public enum VideoStartRefusal
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>As many streams run as may.</summary>
    TooManyStreams,

    /// <summary>A stream of that id runs.</summary>
    AlreadyRunning,

    /// <summary>Manifest id or profiles are unusable.</summary>
    InvalidOrder,

    /// <summary>The gateway is going down.</summary>
    ShuttingDown,

    /// <summary>The payer can pay for no video at all.</summary>
    CannotBePaid,
}
