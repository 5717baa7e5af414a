using System.Numerics;
using System.Security.Cryptography;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Recipient;

/// <summary>The orchestrator's secret number per set of ticket parameters. Nothing is stored: it is derived again from what the sender echoes.</summary>
internal static class RecipientRand
{
    public static byte[] Derive(
        byte[] secret,
        EthAddress sender,
        BigInteger seed,
        BigInteger faceValue,
        BigInteger winProb,
        BigInteger expirationBlock,
        Rational price,
        ExpirationTerms expiration)
    {
        byte[] message =
        [
            .. ByteText.Minimal(seed),
            .. sender.ToBytes(),
            .. ByteText.Minimal(faceValue),
            .. ByteText.Minimal(winProb),
            .. ByteText.Minimal(expirationBlock),
            .. ByteText.Minimal(price.Numerator),
            .. ByteText.Minimal(price.Denominator),
            .. expiration.ToAuxData(),
        ];
        return HMACSHA256.HashData(secret, message);
    }

    public static byte[] Derive(byte[] secret, EthAddress sender, TicketTerms terms, Rational price) =>
        Derive(secret, sender, terms.Seed, terms.FaceValue, terms.WinProb, terms.ExpirationBlock, price, terms.Expiration);
}
