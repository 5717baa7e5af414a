using System.Numerics;
using DevOrchestrator.Crypto;

namespace DevOrchestrator.Recipient;

/// <summary>The chain as an orchestrator sees it at one moment.</summary>
/// <param name="Round">Last initialized round.</param>
/// <param name="RoundBlockHash">L1 block hash of that round, 32 bytes, all zero when unknown.</param>
/// <param name="PreviousRoundBlockHash">L1 block hash of the round before.</param>
/// <param name="L1Block">Last seen L1 block number.</param>
/// <param name="PoolSize">Number of orchestrators that share a sender's reserve.</param>
/// <param name="Funds">The sender's funds; null when they could not be read.</param>
/// <param name="FundsError">Why the funds could not be read.</param>
/// <param name="ActiveOrchestrators">Recipients that are active in this round.</param>
internal sealed record ChainView(
    long Round,
    byte[] RoundBlockHash,
    byte[] PreviousRoundBlockHash,
    BigInteger L1Block,
    BigInteger PoolSize,
    SenderFunds? Funds,
    string? FundsError,
    IReadOnlySet<EthAddress> ActiveOrchestrators);
