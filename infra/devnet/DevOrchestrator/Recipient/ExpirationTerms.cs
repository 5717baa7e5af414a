using DevOrchestrator.Crypto;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Recipient;

/// <summary>The round a ticket belongs to and the L1 block hash of that round; they end up in the ticket as 64 bytes of auxiliary data.</summary>
internal sealed record ExpirationTerms(long CreationRound, byte[] CreationRoundBlockHash)
{
    public static ExpirationTerms Read(TicketExpirationParams wire) => new(wire.CreationRound, ByteText.Fit(wire.CreationRoundBlockHash.Span, 32));

    /// <summary>Empty only when both round and hash are zero.</summary>
    public byte[] ToAuxData() => CreationRound == 0 && !CreationRoundBlockHash.AsSpan().ContainsAnyExcept((byte)0)
        ? []
        : [.. ByteText.U256(CreationRound), .. CreationRoundBlockHash];

    public TicketExpirationParams ToWire() => new()
    {
        CreationRound = CreationRound,
        CreationRoundBlockHash = Google.Protobuf.ByteString.CopyFrom(CreationRoundBlockHash),
    };
}
