namespace GatewayLite.Pipelines.Video;

/// <summary>What became of a segment at one orchestrator.</summary>
internal abstract record AttemptOutcome
{
    private AttemptOutcome()
    {
    }

    /// <summary>Transcoded.</summary>
    public sealed record Done(ExchangeResult.Done Exchange) : AttemptOutcome;

    /// <summary>Somebody else may do it; the outcome is for when nobody does.</summary>
    public sealed record Next(SegmentOutcome.Lost Lost) : AttemptOutcome;

    /// <summary>It was not done in time: the stream's own sessions may be tried again, new ones are not opened for it.</summary>
    public sealed record Slow(SegmentOutcome.Lost Lost) : AttemptOutcome;

    /// <summary>The orchestrator refuses this gateway's account or credentials. One may be mistaken; two that say the same are believed.</summary>
    public sealed record Disowned(SegmentOutcome.Lost Lost) : AttemptOutcome;

    /// <summary>Nobody will do it.</summary>
    public sealed record Over(SegmentOutcome.Lost Lost) : AttemptOutcome;
}
