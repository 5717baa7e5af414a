using System.Numerics;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>A lottery ticket as it is hashed, signed and drawn.</summary>
internal static class Ticket
{
    /// <summary>2^256 - 1: the win probability of a ticket that always wins, and the denominator of every expected value.</summary>
    public static readonly BigInteger MaxWinProb = (BigInteger.One << 256) - 1;

    public static byte[] Hash(TicketTerms terms, EthAddress sender, uint nonce) => Keccak.Hash(
        terms.Recipient.ToBytes(),
        sender.ToBytes(),
        ByteText.U256(terms.FaceValue),
        ByteText.U256(terms.WinProb),
        ByteText.U256(nonce),
        terms.RecipientRandHash,
        terms.Expiration.ToAuxData());

    public static Rational ExpectedValue(TicketTerms terms) => new(terms.FaceValue * terms.WinProb, MaxWinProb);

    public static bool Wins(TicketTerms terms, byte[] signature, byte[] recipientRand) =>
        ByteText.Number(Keccak.Hash(signature, recipientRand)) < terms.WinProb;
}
