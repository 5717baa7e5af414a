namespace DevOrchestrator.Metering;

/// <summary>What a second of live video costs, whatever the real picture is. Source: go-livepeer server/live_payment_processor.go.</summary>
internal static class LiveUnits
{
    /// <summary>1280 × 720 pixels, 30 frames.</summary>
    public const long PerSecond = 1280 * 720 * 30;
}
