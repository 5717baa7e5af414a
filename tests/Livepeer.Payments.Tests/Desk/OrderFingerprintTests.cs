using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

public class OrderFingerprintTests
{
    private static readonly Func<PaymentOrder, PaymentOrder>[] Planned =
    [
        x => x with { PaymentSessionId = "other" },
        x => x with { Offer = x.Offer with { Price = new(1201, 1) } },
        x => x with { Offer = x.Offer with { Price = new(2400, 2) } },
        x => x with { Offer = x.Offer with { Price = new(1200, 1, 27) } },
        x => x with { Offer = x.Offer with { Price = new(1200, 1, 0, "m") } },
        x => x with { Offer = x.Offer with { AuthToken = x.Offer.AuthToken! with { Token = new byte[31] } } },
        x => x with { Offer = x.Offer with { AuthToken = x.Offer.AuthToken! with { SessionId = "other" } } },
        x => x with { Offer = x.Offer with { AuthToken = x.Offer.AuthToken! with { ExpirationUnixSeconds = 1 } } },
        x => x with { Offer = x.Offer with { TicketParameters = null } },
        x => Parameters(x, p => p with { Recipient = default }),
        x => Parameters(x, p => p with { FaceValue = new(1) }),
        x => Parameters(x, p => p with { WinProbability = default }),
        x => Parameters(x, p => p with { RecipientRandHash = default }),
        x => Parameters(x, p => p with { Seed = 1 }),
        x => Parameters(x, p => p with { ExpirationBlock = 1 }),
        x => Parameters(x, p => p with { Expiration = null }),
        x => Parameters(x, p => p with { Expiration = new(0, default) }),
        x => x with { Job = Some.Ai() },
        x => x with { Job = Some.Ai(1) },
        x => x with { Job = Some.Ai() with { Capability = 28 } },
        x => x with { Job = Some.Ai() with { ModelId = "other" } },
        x => x with { Job = Some.Ai() with { Capabilities = new byte[1] } },
        x => Segment(x, s => s with { ManifestId = "other" }),
        x => Segment(x, s => s with { Sequence = 1 }),
        x => Segment(x, s => s with { SegmentHash = default }),
        x => Segment(x, s => s with { DurationMillis = 1 }),
        x => Segment(x, s => s with { Capabilities = new byte[1] }),
        x => Segment(x, s => s with { Storage = [new byte[1]] }),
        x => Segment(x, s => s with { Storage = [ReadOnlyMemory<byte>.Empty] }),
        x => Segment(x, s => s with { ForceSessionReinit = true }),
        x => Segment(x, s => s with { Profiles = [s.Profiles[0], s.Profiles[1]] }),
        x => Profile(x, p => p with { Name = "other" }),
        x => Profile(x, p => p with { Width = 1 }),
        x => Profile(x, p => p with { Height = 1 }),
        x => Profile(x, p => p with { Bitrate = 1 }),
        x => Profile(x, p => p with { Fps = 1 }),
        x => Profile(x, p => p with { FpsDen = 1 }),
        x => Profile(x, p => p with { Format = 1 }),
        x => Profile(x, p => p with { EncoderProfile = 1 }),
        x => Profile(x, p => p with { GopMillis = 1 }),
        x => Profile(x, p => p with { Encoder = 1 }),
        x => Profile(x, p => p with { Quality = 1 }),
    ];

    [Fact]
    public void Of_AnyPlannedFieldChanges_IsAnother()
    {
        var fingerprints = Planned.Select(change => Of(change(Some.Order()))).Append(Of(Some.Order())).ToArray();
        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
    }

    [Fact]
    public void Of_FieldsThatDecideNothing_IsTheSame()
    {
        var order = Some.Order() with
        {
            IdempotencyKey = "other",
            Tenant = new("other"),
            MaxPrice = new Rational(1),
            Settlements = [Some.Outcome("a", PaymentOutcomeKind.Lost)],
            Offer = Some.Offer() with { Transcoder = "https://other.example", Address = default },
        };
        Assert.Equal(Of(Some.Order()), Of(order));
    }

    [Fact]
    public void Of_AnotherSender_IsAnother() => Assert.NotEqual(Of(Some.Order()), OrderFingerprint.Of(Some.Order(), Some.Recipient));

    // Ledgers keep fingerprints across versions of the program: this one may change only together with the version byte.
    [Fact]
    public void Of_OrdinaryOrder_StaysWhatItWas() =>
        Assert.Equal("0x6e94c11f15ac66d617b3f2307827f10045414aaaadc6a32a2dca5455c4dbc7ce", Of(Some.Order()).ToString());

    private static Hash32 Of(PaymentOrder order) => OrderFingerprint.Of(order, Situation.Sender);

    private static PaymentOrder Parameters(PaymentOrder order, Func<TicketParameters, TicketParameters> change) =>
        order with { Offer = order.Offer with { TicketParameters = change(order.Offer.TicketParameters!) } };

    private static PaymentOrder Segment(PaymentOrder order, Func<VideoSegmentJob, VideoSegmentJob> change) => order with { Job = change(Some.Segment()) };

    private static PaymentOrder Profile(PaymentOrder order, Func<VideoProfile, VideoProfile> change) =>
        Segment(order, segment => segment with { Profiles = segment.Profiles.SetItem(1, change(segment.Profiles[1])) });
}
