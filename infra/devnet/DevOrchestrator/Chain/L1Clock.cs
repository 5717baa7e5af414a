using System.Numerics;

namespace DevOrchestrator.Chain;

/// <summary>L1 blocks by the clock. Programs given the same genesis agree on the block without talking to each other.</summary>
internal sealed class L1Clock(long firstBlock, DateTimeOffset genesis, TimeSpan blockTime, TimeProvider time)
{
    /// <summary>The first block until genesis, and for ever when the block time is zero.</summary>
    public BigInteger Block
    {
        get
        {
            var elapsed = time.GetUtcNow() - genesis;
            return blockTime <= TimeSpan.Zero || elapsed <= TimeSpan.Zero ? firstBlock : firstBlock + (elapsed.Ticks / blockTime.Ticks);
        }
    }
}
