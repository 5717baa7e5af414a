using System.Numerics;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>How face value and win probability are chosen for a sender. Source: go-livepeer pm/recipient.go, pm/sendermonitor.go.</summary>
internal static class TicketIssuance
{
    public const string InsufficientReserve = "insufficient sender reserve";

    /// <summary>Below the transaction cost a face value is still taken while it covers redemption at this gas price.</summary>
    private static readonly BigInteger AcceptableGasPriceWei = 3_000_000_000;

    public static IssuedTerms Issue(TicketPolicy policy, ChainView chain, EthAddress recipient, EthAddress sender, Rational price, byte[] secret, BigInteger seed)
    {
        BigInteger faceValue = 0;
        if (price.Sign != 0)
        {
            if (chain.Funds is not { } funds)
            {
                return IssuedTerms.Refused(chain.FundsError ?? "sender info not available");
            }

            if (FaceValue(policy, MaxFloat(funds, chain.PoolSize)) is not { } sized)
            {
                return IssuedTerms.Refused(InsufficientReserve);
            }

            faceValue = sized;
        }

        var winProb = WinProb(policy.TicketEvWei, faceValue);
        var expirationBlock = chain.L1Block + TicketPolicy.ValidityBlocks;
        var expiration = Expiration(chain);
        var rand = RecipientRand.Derive(secret, sender, seed, faceValue, winProb, expirationBlock, price, expiration);
        return IssuedTerms.Of(new TicketTerms(recipient, faceValue, winProb, Keccak.Hash(rand), seed, expirationBlock, expiration));
    }

    /// <summary>What one orchestrator of the pool may claim of the sender's reserve this round. No redemption is ever pending here.</summary>
    public static BigInteger MaxFloat(SenderFunds funds, BigInteger poolSize) => poolSize.IsZero
        ? 0
        : ((funds.ReserveRemainingWei + funds.ReserveClaimedThisRoundWei) / poolSize) - funds.ReserveClaimedByUsThisRoundWei;

    private static BigInteger? FaceValue(TicketPolicy policy, BigInteger maxFloat)
    {
        var txCost = policy.RedeemGas * policy.GasPriceWei;
        var faceValue = txCost * policy.TxCostMultiplier;
        if (faceValue < policy.TicketEvWei)
        {
            faceValue = policy.TicketEvWei * policy.TxCostMultiplier;
        }

        faceValue = BigInteger.Min(faceValue, maxFloat);
        if (policy.MaxFaceValueWei > 0)
        {
            faceValue = BigInteger.Min(faceValue, policy.MaxFaceValueWei);
        }

        var isTooSmall = faceValue < policy.TicketEvWei || (faceValue < txCost && faceValue < policy.RedeemGas * AcceptableGasPriceWei);
        return isTooSmall ? null : faceValue;
    }

    private static BigInteger WinProb(BigInteger ticketEv, BigInteger faceValue)
    {
        if (faceValue.IsZero)
        {
            return 0;
        }

        if (faceValue == ticketEv)
        {
            return Ticket.MaxWinProb;
        }

        var quotient = BigInteger.DivRem(Ticket.MaxWinProb, faceValue, out var remainder);
        // The real one looks at the low 64 bits of the remainder only.
        return ticketEv * (quotient + ((remainder & ulong.MaxValue).IsZero ? 0 : 1));
    }

    /// <summary>Without a block hash for this round the previous round is named, whatever its hash is.</summary>
    private static ExpirationTerms Expiration(ChainView chain) => chain.RoundBlockHash.AsSpan().ContainsAnyExcept((byte)0)
        ? new ExpirationTerms(chain.Round, chain.RoundBlockHash)
        : new ExpirationTerms(chain.Round - 1, chain.PreviousRoundBlockHash);
}
