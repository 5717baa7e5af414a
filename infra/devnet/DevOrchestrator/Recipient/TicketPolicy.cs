using System.Numerics;

namespace DevOrchestrator.Recipient;

/// <summary>What decides the size of tickets; amounts in wei. A maximum face value of zero means none.</summary>
internal sealed record TicketPolicy(BigInteger TicketEvWei, BigInteger RedeemGas, BigInteger TxCostMultiplier, BigInteger GasPriceWei, BigInteger MaxFaceValueWei)
{
    /// <summary>L1 blocks for which ticket parameters are valid. Source: go-livepeer pm/recipient.go.</summary>
    public const int ValidityBlocks = 40;
}
