namespace Livepeer.Payments.Desk;

/// <summary>Time that L1 blocks take.</summary>
internal static class L1Time
{
    private static readonly TimeSpan BlockInterval = TimeSpan.FromSeconds(12);

    /// <summary>Time for a number of blocks when none is missed.</summary>
    public static TimeSpan Expected(long blocks) => BlockInterval * blocks;
}
