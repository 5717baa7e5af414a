namespace Livepeer.Ledger;

/// <summary>What a ledger has done since it was opened, for metrics.</summary>
/// <param name="Orders">Orders taken from the queue.</param>
/// <param name="RefusedOrders">Orders refused because the queue was full.</param>
/// <param name="Commits">Commits that are on disk.</param>
/// <param name="FailedCommits">Commits that failed; all their orders failed with them.</param>
/// <param name="CommittedOrders">Orders in all commits; over <paramref name="Commits"/> it gives the mean size of a batch.</param>
/// <param name="LargestBatch">Most orders in one commit.</param>
/// <param name="CommitTime">Time spent writing and flushing, all commits together.</param>
/// <param name="QueuedOrders">Orders that wait now.</param>
/// <param name="ClockLead">How far the ledger's clock is ahead of the wall clock, because the wall clock was set back; zero normally.</param>
/// <param name="Epoch">The writer's epoch, the tag of its nonces.</param>
/// <param name="EpochChanges">How often the writer took another epoch: after commits of which nobody knows whether they are on disk, after jumps of the clock, with generations.</param>
/// <param name="Generation">Number of the ledger's generation.</param>
public sealed record LedgerCounters(
    long Orders,
    long RefusedOrders,
    long Commits,
    long FailedCommits,
    long CommittedOrders,
    int LargestBatch,
    TimeSpan CommitTime,
    int QueuedOrders,
    TimeSpan ClockLead,
    uint Epoch,
    long EpochChanges,
    long Generation)
{
    /// <summary>Runs of batches beyond the first, because another signer on the same store was faster; over the commits it tells how contended the store is. 0 for a ledger that nobody shares.</summary>
    public long Repetitions { get; init; }

    /// <summary>How often it was seen that the store had lost something; 0 for a ledger in a file, which sees that only when it is opened.</summary>
    public long Losses { get; init; }
}
