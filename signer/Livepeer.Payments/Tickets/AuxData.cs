using System.Buffers.Binary;
using Livepeer.Crypto;

namespace Livepeer.Payments.Tickets;

/// <summary>The last part of a ticket: its round and that round's block hash, or nothing when both are zero.</summary>
/// <remarks>The TicketBroker redeems only tickets that have it. Source: go-livepeer pm/ticket.go AuxData.</remarks>
public static class AuxData
{
    /// <summary>Bytes when there is any: a 256-bit round and a hash.</summary>
    public const int Size = 2 * Hash32.Size;

    /// <summary>Writes round and hash.</summary>
    /// <param name="expiration">The ticket's round.</param>
    /// <param name="destination">At least <see cref="Size"/> bytes, zeroed.</param>
    /// <returns>Bytes written: 0 when round and hash are both zero, else 64.</returns>
    /// <exception cref="OverflowException">The round is negative.</exception>
    public static int Write(TicketExpiration expiration, Span<byte> destination)
    {
        if (expiration.CreationRound == 0 && expiration.CreationRoundBlockHash.IsZero)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt64BigEndian(destination[(Hash32.Size - sizeof(ulong))..], checked((ulong)expiration.CreationRound));
        expiration.CreationRoundBlockHash.CopyTo(destination[Hash32.Size..]);
        return Size;
    }
}
