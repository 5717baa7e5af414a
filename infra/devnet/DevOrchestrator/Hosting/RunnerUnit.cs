namespace DevOrchestrator.Hosting;

/// <summary>What the price of a live runner is for.</summary>
public enum RunnerUnit
{
    /// <summary>One second.</summary>
    Seconds,

    /// <summary>One pixel of one second of 1280×720 at 30 frames.</summary>
    PixelSeconds,

    /// <summary>The whole session, paid once.</summary>
    Fixed,
}
