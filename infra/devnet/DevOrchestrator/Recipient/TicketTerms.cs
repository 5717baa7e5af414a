using System.Numerics;
using DevOrchestrator.Crypto;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Recipient;

/// <summary>Everything of a ticket that the orchestrator chooses, and by which it recognises the ticket later.</summary>
internal sealed record TicketTerms(
    EthAddress Recipient,
    BigInteger FaceValue,
    BigInteger WinProb,
    byte[] RecipientRandHash,
    BigInteger Seed,
    BigInteger ExpirationBlock,
    ExpirationTerms Expiration)
{
    /// <summary>Reads what a payment echoes. Field 7 inside the parameters is not read: the payment's own expiration counts.</summary>
    public static TicketTerms Read(TicketParams wire, TicketExpirationParams expiration) => new(
        EthAddress.FromBytes(wire.Recipient.Span),
        ByteText.Number(wire.FaceValue.Span),
        ByteText.Number(wire.WinProb.Span),
        ByteText.Fit(wire.RecipientRandHash.Span, 32),
        ByteText.Number(wire.Seed.Span),
        ByteText.Number(wire.ExpirationBlock.Span),
        ExpirationTerms.Read(expiration));

    public TicketParams ToWire() => new()
    {
        Recipient = ByteString.CopyFrom(Recipient.ToBytes()),
        FaceValue = ByteString.CopyFrom(ByteText.Minimal(FaceValue)),
        WinProb = ByteString.CopyFrom(ByteText.Minimal(WinProb)),
        RecipientRandHash = ByteString.CopyFrom(RecipientRandHash),
        Seed = ByteString.CopyFrom(ByteText.Minimal(Seed)),
        ExpirationBlock = ByteString.CopyFrom(ByteText.Minimal(ExpirationBlock)),
        ExpirationParams = Expiration.ToWire(),
    };
}
