using Google.Protobuf;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Connections;
using Livepeer.Payments.Money;
using Livepeer.Protos.Net;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;
using Livepeer.Wire.Video;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>Ordinary values.</summary>
internal static class Some
{
    public const ulong StockCapabilities = 67133439;

    public static DateTimeOffset Now { get; } = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static TimeSpan TokenLife { get; } = TimeSpan.FromMinutes(30);

    public static JobCapabilities Video { get; } = JobCapabilities.ForVideo(VideoSource.Rtmp, VideoPresets.Default);

    public static LeaseTerms Terms { get; } = new(Video, MaxPrice: null, Paid: true);

    public static NetworkAccess Access { get; } = new([]);

    public static OrchestratorInfo Info(Uri transcoder, DateTimeOffset now, string session = "deadbeef") =>
        new()
        {
            Transcoder = transcoder.GetLeftPart(UriPartial.Authority),
            Address = Bytes(20),
            PriceInfo = new Protos.Net.PriceInfo { PricePerUnit = 1200, PixelsPerUnit = 1 },
            Capabilities = new Capabilities { Bitstring = { StockCapabilities }, Version = "0.9.1" },
            AuthToken = new AuthToken { Token = Bytes(32), SessionId = session, Expiration = (now + TokenLife).ToUnixTimeSeconds() },
            TicketParams = new TicketParams
            {
                Recipient = Bytes(20),
                FaceValue = Bytes(7),
                WinProb = Bytes(30),
                RecipientRandHash = Bytes(32),
                Seed = Bytes(32),
                ExpirationBlock = Bytes(4),
                ExpirationParams = new TicketExpirationParams { CreationRound = 3890, CreationRoundBlockHash = Bytes(32) },
            },
        };

    public static OrchestratorDescription Described(OrchestratorInfo info) =>
        OrchestratorInfoReader.TryRead(info.ToByteArray(), out var description, out var fault) ? description : throw new InvalidOperationException(fault.ToString());

    public static ByteString Bytes(int count) => ByteString.CopyFrom(Enumerable.Repeat((byte)1, count).ToArray());

    public static Rational Wei(long amount) => new(amount);
}
