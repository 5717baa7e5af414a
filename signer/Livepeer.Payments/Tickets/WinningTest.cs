using System.Numerics;
using Livepeer.Crypto;

namespace Livepeer.Payments.Tickets;

/// <summary>The draw of a signed ticket.</summary>
public static class WinningTest
{
    /// <summary>Whether a ticket wins.</summary>
    /// <param name="signature">The sender's signature over the ticket.</param>
    /// <param name="recipientRand">The orchestrator's secret, 0 to 2^256 - 1.</param>
    /// <param name="winProbability">The ticket's chance.</param>
    /// <remarks>Every other signature on the same ticket would be another draw (requirement S2). Source: go-livepeer pm/validator.go IsWinningTicket.</remarks>
    /// <exception cref="OverflowException">The secret is negative or has more than 256 bits.</exception>
    public static bool Wins(Signature65 signature, BigInteger recipientRand, WinProbability winProbability)
    {
        var draw = Draw(signature, recipientRand);
        Span<byte> bytes = stackalloc byte[Hash32.Size];
        draw.CopyTo(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true) < winProbability.Scaled;
    }

    /// <summary>The number that is compared with the chance: Keccak-256 of signature and secret.</summary>
    /// <exception cref="OverflowException">The secret is negative or has more than 256 bits.</exception>
    public static Hash32 Draw(Signature65 signature, BigInteger recipientRand)
    {
        Span<byte> bytes = stackalloc byte[Signature65.Size + Hash32.Size];
        bytes.Clear();
        signature.CopyTo(bytes);
        var length = recipientRand.GetByteCount(isUnsigned: true);
        if (length > Hash32.Size)
        {
            throw new OverflowException("The orchestrator's secret has more than 256 bits.");
        }

        recipientRand.TryWriteBytes(bytes[(bytes.Length - length)..], out _, isUnsigned: true, isBigEndian: true);
        return Keccak256.Hash(bytes);
    }
}
