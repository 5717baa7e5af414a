using System.Globalization;
using System.Numerics;
using System.Text;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using Livepeer.Wire.Offers;
using AuthToken = Livepeer.Protos.Net.AuthToken;
using Job = Livepeer.Payments.Jobs.VideoSegmentJob;
using PriceInfo = Livepeer.Protos.Net.PriceInfo;
using Settlement = Livepeer.Payments.Desk.Settlement;
using VideoProfile = Livepeer.Payments.Jobs.VideoProfile;
using WireJob = Livepeer.Protos.RemoteSigner.V1.VideoSegmentJob;
using WireSettlement = Livepeer.Protos.RemoteSigner.V1.Settlement;

namespace Benchmarks.Streams;

/// <summary>
/// One stream as a gateway pays for it: a segment of three renditions after the other, one ticket each, under fresh idempotency keys; the outcome of a
/// payment comes with the next one. Ticket parameters are new after 400 tickets, as orchestrators give new ones. Belongs to one caller.
/// </summary>
internal sealed class PayingStream(string name)
{
    /// <summary>L1 block at the start of a benchmark.</summary>
    public const long L1Block = 21_000_000;

    private const int TicketsPerParameters = 400;
    private const int PricePerPixel = 60;

    // As much as one ticket pays for, so that no credit is left and every payment needs a ticket.
    private const long BilledPixels = 8_000_000_000 / PricePerPixel;
    private const int DurationMillis = 2002;

    private static readonly ByteString Orchestrator = ByteString.CopyFrom(Convert.FromHexString("2a91627a37c6db5a2de14422c7a3103001381643"));
    private static readonly VideoProfile[] Renditions =
    [
        new("P240p30fps16x9", 426, 240, 600_000, 30), new("P360p30fps16x9", 640, 360, 1_200_000, 30), new("P720p30fps16x9", 1280, 720, 6_000_000, 30),
    ];

    private static readonly VideoProfileSpec[] RenditionSpecs =
    [
        .. Renditions.Select(rendition => new VideoProfileSpec
        {
            Name = rendition.Name, Width = (uint)rendition.Width, Height = (uint)rendition.Height, Bitrate = (uint)rendition.Bitrate, Fps = (uint)rendition.Fps,
        }),
    ];

    private int _payments;
    private string? _lastKey;
    private ByteString _information = ByteString.Empty;
    private OrchestratorOffer? _offer;

    /// <summary>Who pays.</summary>
    public static TenantId Tenant { get; } = new("benchmark");

    /// <summary>The next payment, for a desk.</summary>
    public PaymentOrder NextOrder()
    {
        var (key, earlier) = Advance();
        var job = new Job(name, _payments, SegmentHash(key), DurationMillis, [.. Renditions], ReadOnlyMemory<byte>.Empty, [], ForceSessionReinit: false);
        Settlement[] settlements = earlier is null ? [] : [new(earlier, PaymentOutcomeKind.Delivered, BilledPixels, string.Empty)];
        return new PaymentOrder(Tenant, key, name, _offer!, MaxPrice: null, job, settlements);
    }

    /// <summary>The next payment, for a signer.</summary>
    public CreatePaymentRequest NextRequest()
    {
        var (key, earlier) = Advance();
        var request = new CreatePaymentRequest
        {
            IdempotencyKey = key,
            PaymentSessionId = name,
            OrchestratorInfo = _information,
            VideoSegment = new WireJob
            {
                ManifestId = name,
                Sequence = (ulong)_payments,
                SegmentHash = ByteString.CopyFrom(SegmentHash(key).ToArray()),
                DurationMillis = DurationMillis,
                Profiles = { RenditionSpecs },
            },
        };
        if (earlier is not null)
        {
            request.Settlements.Add(new WireSettlement { IdempotencyKey = earlier, Outcome = Outcome.Delivered, BilledUnits = BilledPixels });
        }

        return request;
    }

    /// <summary>What an orchestrator sends whose tickets are worth 8e9 wei.</summary>
    public static OrchestratorInfo Information(string session, string parameters) => new()
    {
        Transcoder = "https://orchestrator.example:8935",
        Address = Orchestrator,
        PriceInfo = new PriceInfo { PricePerUnit = PricePerPixel, PixelsPerUnit = 1 },
        AuthToken = new AuthToken { Token = ByteString.CopyFrom(new byte[32]), SessionId = session, Expiration = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds() },
        TicketParams = new TicketParams
        {
            Recipient = Orchestrator,
            FaceValue = Integer("1200000000000000"),
            WinProb = Integer("771947261582107969490473233391252719021799897770937093596383896000000000"),
            RecipientRandHash = ByteString.CopyFrom(Keccak256.Hash(Encoding.UTF8.GetBytes(parameters)).ToArray()),
            Seed = Integer("12345"),
            ExpirationBlock = Integer((L1Block + 100).ToString(CultureInfo.InvariantCulture)),
            ExpirationParams = new TicketExpirationParams { CreationRound = 3890, CreationRoundBlockHash = ByteString.CopyFrom(new byte[32]) },
        },
    };

    private (string Key, string? Earlier) Advance()
    {
        if (_payments % TicketsPerParameters == 0)
        {
            _information = Information(name, $"{name}-{_payments}").ToByteString();
            _offer = OrchestratorInfoReader.TryReadOffer(_information.Span, out var offer, out var fault) ? offer : throw new InvalidOperationException(fault.ToString());
        }

        _payments++;
        var earlier = _lastKey;
        _lastKey = $"{name}-{_payments}";
        return (_lastKey, earlier);
    }

    private static Hash32 SegmentHash(string key) => Keccak256.Hash(Encoding.UTF8.GetBytes(key));

    private static ByteString Integer(string digits) =>
        ByteString.CopyFrom(BigInteger.Parse(digits, CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true));
}
