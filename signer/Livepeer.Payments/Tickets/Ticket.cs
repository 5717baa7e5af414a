using System.Buffers.Binary;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Tickets;

/// <summary>One ticket, complete but for its signature.</summary>
/// <param name="Recipient">Account that it pays when it wins.</param>
/// <param name="Sender">Account that signs it.</param>
/// <param name="FaceValue">What it pays; at most 2^256 - 1.</param>
/// <param name="WinProbability">Its chance.</param>
/// <param name="SenderNonce">Makes it unique under its <paramref name="RecipientRandHash"/>.</param>
/// <param name="RecipientRandHash">The orchestrator's commitment.</param>
/// <param name="Expiration">Round it belongs to.</param>
/// <remarks>Source: go-livepeer pm/ticket.go; livepeer/protocol contracts/pm/mixins/MixinTicketBrokerCore.sol.</remarks>
public readonly record struct Ticket(
    EthAddress Recipient,
    EthAddress Sender,
    Wei FaceValue,
    WinProbability WinProbability,
    uint SenderNonce,
    Hash32 RecipientRandHash,
    TicketExpiration Expiration)
{
    /// <summary>Bytes of a preimage with <see cref="AuxData"/>; without it 64 less.</summary>
    public const int MaxPreimageSize = FixedSize + AuxData.Size;

    private const int WordSize = 32;
    private const int FixedSize = (2 * EthAddress.Size) + (4 * WordSize);

    /// <summary>Keccak-256 of the preimage: what the sender signs and the TicketBroker knows the ticket by.</summary>
    /// <exception cref="OverflowException">The face value has more than 256 bits, or the round is negative.</exception>
    public Hash32 Hash()
    {
        Span<byte> preimage = stackalloc byte[MaxPreimageSize];
        return Keccak256.Hash(preimage[..WritePreimage(preimage)]);
    }

    /// <summary>Writes the tightly packed fields.</summary>
    /// <param name="destination">At least <see cref="MaxPreimageSize"/> bytes.</param>
    /// <returns>Bytes written: 168 or 232.</returns>
    /// <exception cref="OverflowException">The face value has more than 256 bits, or the round is negative.</exception>
    public int WritePreimage(Span<byte> destination)
    {
        destination[..MaxPreimageSize].Clear();
        Recipient.CopyTo(destination);
        Sender.CopyTo(destination[EthAddress.Size..]);
        var words = destination[(2 * EthAddress.Size)..];
        WriteWord(FaceValue.Amount, words);
        WriteWord(WinProbability.Scaled, words[WordSize..]);
        BinaryPrimitives.WriteUInt32BigEndian(words[((3 * WordSize) - sizeof(uint))..], SenderNonce);
        RecipientRandHash.CopyTo(words[(3 * WordSize)..]);
        return FixedSize + AuxData.Write(Expiration, destination[FixedSize..]);
    }

    private static void WriteWord(BigInteger value, Span<byte> word)
    {
        var length = value.GetByteCount(isUnsigned: true);
        if (length > WordSize)
        {
            throw new OverflowException("A ticket's number has more than 256 bits.");
        }

        value.TryWriteBytes(word[(WordSize - length)..WordSize], out _, isUnsigned: true, isBigEndian: true);
    }
}
