namespace GatewayLite.Pipelines.Video;

/// <summary>When a stream changes its orchestrators because one is slow: rarely, and only for one that is known to be faster. Pure.</summary>
internal static class SlownessRule
{
    /// <summary>Shortest time between two changes: what follows a change needs time to show.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>A standby has to be this much faster; scores scatter more than that would gain.</summary>
    private const double ClearlyFaster = 0.8;

    /// <param name="inUse">Smoothed score of the one in use; null before its first success.</param>
    /// <param name="lately">Mean of its last scores in this stream.</param>
    /// <param name="standby">Smoothed score of the standby; null before its first success.</param>
    public static bool IsWorthSwapping(double? inUse, double lately, double? standby) => standby < ClearlyFaster * Math.Max(inUse ?? 0, lately);
}
