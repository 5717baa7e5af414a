using System.Numerics;
using System.Security.Cryptography;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>What an orchestrator offers for AI work. Each offer has ticket parameters and a token of its own, as each answer of an orchestrator has; its tickets always win.</summary>
internal static class AiOffer
{
    public const long TicketEvWei = 1_000;

    public static readonly byte[] Recipient = [.. Enumerable.Repeat((byte)9, 20)];

    public static OrchestratorInfo Fresh(long price = 10, long ticketEv = TicketEvWei, string node = "https://o.example:8935") => new()
    {
        Transcoder = node,
        Address = ByteString.CopyFrom(Recipient),
        PriceInfo = new PriceInfo { PricePerUnit = price, PixelsPerUnit = 1 },
        TicketParams = new TicketParams
        {
            Recipient = ByteString.CopyFrom(Recipient),
            FaceValue = ByteString.CopyFrom(new BigInteger(ticketEv).ToByteArray(isUnsigned: true, isBigEndian: true)),
            WinProb = ByteString.CopyFrom([.. Enumerable.Repeat(byte.MaxValue, 32)]),
            RecipientRandHash = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(32)),
            Seed = ByteString.CopyFrom(1),
            ExpirationBlock = ByteString.CopyFrom(100),
            ExpirationParams = new TicketExpirationParams { CreationRound = 1, CreationRoundBlockHash = ByteString.CopyFrom(new byte[32]) },
        },
        AuthToken = new AuthToken { Token = ByteString.CopyFrom(new byte[32]), SessionId = "0a0b0c0d", Expiration = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds() },
    };
}
