using Livepeer.Crypto;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk;

/// <summary>What is known of the chain.</summary>
public interface IChainView
{
    /// <summary>The last good view; null before the first one.</summary>
    ChainSnapshot? Current { get; }
}

/// <summary>The chain at one moment.</summary>
/// <param name="ChainId">EIP-155 chain id; 0 for a view from configuration without one.</param>
/// <param name="LastSeenL1Block">Number of the last L1 block seen.</param>
/// <param name="L1BlockSeenAt">When it was seen.</param>
/// <param name="LastInitializedRound">Round number.</param>
/// <param name="LastInitializedRoundBlockHash">L1 block hash of that round.</param>
/// <param name="Funds">The sender's deposit and reserve.</param>
public sealed record ChainSnapshot(
    long ChainId,
    long LastSeenL1Block,
    DateTimeOffset L1BlockSeenAt,
    long LastInitializedRound,
    Hash32 LastInitializedRoundBlockHash,
    SenderFunds Funds);

/// <summary>The sender's account at the TicketBroker.</summary>
/// <param name="Deposit">Pays winning tickets.</param>
/// <param name="ReserveFundsRemaining">Sizes the tickets that orchestrators accept.</param>
/// <param name="WithdrawRound">Round from which on funds can be withdrawn; 0 when not unlocking.</param>
public sealed record SenderFunds(Wei Deposit, Wei ReserveFundsRemaining, long WithdrawRound);
