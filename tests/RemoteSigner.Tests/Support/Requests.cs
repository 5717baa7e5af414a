using System.Numerics;
using System.Text.Json;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using TestKit;

namespace RemoteSigner.Tests.Support;

/// <summary>Ordinary requests: an orchestrator at 1,200 wei per unit whose tickets are worth 8e9 wei.</summary>
internal static class Requests
{
    private const string WinProbability = "771947261582107969490473233391252719021799897770937093596383896000000000";

    // Constant, so that the same request is the same a second later.
    private const long EndOfCentury = 4_102_444_800;

    public static OrchestratorInfo Orchestrator(string label = "params")
    {
        return new OrchestratorInfo
        {
            Transcoder = "https://orchestrator.example:8935",
            Address = Bytes("0x2a91627a37c6db5a2de14422c7a3103001381643"),
            PriceInfo = new PriceInfo { PricePerUnit = 1200, PixelsPerUnit = 1 },
            AuthToken = new AuthToken { Token = ByteString.CopyFrom(new byte[32]), SessionId = "c37fb7db", Expiration = EndOfCentury },
            TicketParams = new TicketParams
            {
                Recipient = Bytes("0x2a91627a37c6db5a2de14422c7a3103001381643"),
                FaceValue = Integer("1200000000000000"),
                WinProb = Integer(WinProbability),
                RecipientRandHash = ByteString.CopyFrom(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(label)).ToArray()),
                Seed = Integer("12345"),
                ExpirationBlock = Integer("21000040"),
                ExpirationParams = new TicketExpirationParams { CreationRound = 3890, CreationRoundBlockHash = ByteString.CopyFrom(new byte[32]) },
            },
        };
    }

    /// <summary>One AI request; one unit costs less than one ticket is worth.</summary>
    public static CreatePaymentRequest Ai(string key, OrchestratorInfo? orchestrator = null, ulong units = 1) => new()
    {
        IdempotencyKey = key,
        PaymentSessionId = "session-1",
        OrchestratorInfo = (orchestrator ?? Orchestrator()).ToByteString(),
        Ai = new AiJob { Capability = 27, ModelId = "stabilityai/sd-turbo", Units = units },
    };

    /// <summary>One segment of two seconds and a bit in one rendition.</summary>
    public static CreatePaymentRequest Segment(string key, OrchestratorInfo? orchestrator = null) => new()
    {
        IdempotencyKey = key,
        PaymentSessionId = "session-1",
        OrchestratorInfo = (orchestrator ?? Orchestrator()).ToByteString(),
        VideoSegment = new VideoSegmentJob
        {
            ManifestId = "stream-1",
            Sequence = 7,
            SegmentHash = ByteString.CopyFrom(new byte[32]),
            DurationMillis = 2002,
            Profiles = { new VideoProfileSpec { Name = "P240p30fps16x9", Width = 426, Height = 240, Bitrate = 600_000, Fps = 30 } },
        },
    };

    /// <summary>The orchestrator of a vector.</summary>
    public static OrchestratorInfo Orchestrator(JsonElement vector)
    {
        var orchestrator = Orchestrator();
        var price = vector.GetProperty("expectedPrice");
        orchestrator.PriceInfo = new PriceInfo
        {
            PricePerUnit = price.GetProperty("pricePerUnit").GetInt64(),
            PixelsPerUnit = price.GetProperty("pixelsPerUnit").GetInt64(),
            Capability = price.TryGetProperty("capability", out var capability) ? capability.GetUInt32() : 0,
            Constraint = price.TryGetProperty("constraint", out var constraint) ? constraint.GetString()! : string.Empty,
        };
        if (vector.GetProperty("ticketParams") is { ValueKind: JsonValueKind.Object } parameters)
        {
            orchestrator.TicketParams = new TicketParams
            {
                Recipient = Bytes(parameters.Text("recipient")),
                FaceValue = Integer(parameters.Text("faceValue")),
                WinProb = Integer(parameters.Text("winProb")),
                RecipientRandHash = Bytes(parameters.Text("recipientRandHash")),
                Seed = Integer(parameters.Text("seed")),
                ExpirationBlock = Integer(parameters.Text("expirationBlock")),
                ExpirationParams = new TicketExpirationParams
                {
                    CreationRound = parameters.GetProperty("creationRound").GetInt64(),
                    CreationRoundBlockHash = Bytes(parameters.Text("creationRoundBlockHash")),
                },
            };
        }

        return orchestrator;
    }

    public static ByteString Bytes(string hex) => ByteString.CopyFrom(Vectors.Hex(hex));

    public static ByteString Integer(string digits) =>
        ByteString.CopyFrom(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true));
}
