using System.Numerics;

namespace DevOrchestrator.Recipient;

/// <summary>What the chain says of a sender; amounts in wei. A withdraw round of zero means that the sender is not unlocking.</summary>
internal sealed record SenderFunds(
    BigInteger DepositWei,
    long WithdrawRound,
    BigInteger ReserveRemainingWei,
    BigInteger ReserveClaimedThisRoundWei,
    BigInteger ReserveClaimedByUsThisRoundWei);
