using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Checks;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk;

public class OrderCheckTests
{
    private static readonly (string Name, RefusalKind Kind, Func<PaymentOrder, PaymentOrder> Break)[] Orders =
    [
        ("empty key", RefusalKind.InvalidRequest, x => x with { IdempotencyKey = "" }),
        ("long key", RefusalKind.InvalidRequest, x => x with { IdempotencyKey = new string('k', 129) }),
        ("key with a line break", RefusalKind.InvalidRequest, x => x with { IdempotencyKey = "a\nb" }),
        ("empty session", RefusalKind.InvalidRequest, x => x with { PaymentSessionId = "" }),
        ("long session", RefusalKind.InvalidRequest, x => x with { PaymentSessionId = new string('s', 129) }),
        ("negative maximum price", RefusalKind.InvalidRequest, x => x with { MaxPrice = new Rational(-1) }),
        ("endless maximum price", RefusalKind.InvalidRequest, x => x with { MaxPrice = new Rational(BigInteger.One, BigInteger.One << 256) }),
        ("long transcoder", RefusalKind.MalformedOrchestratorInfo, x => Offer(x, o => o with { Transcoder = new string('h', 2049) })),
        ("no price", RefusalKind.InvalidPrice, x => Offer(x, o => o with { Price = null })),
        ("price for nothing", RefusalKind.InvalidPrice, x => Offer(x, o => o with { Price = new(1, 0) })),
        ("price for less than nothing", RefusalKind.InvalidPrice, x => Offer(x, o => o with { Price = new(-1, -1) })),
        ("negative price", RefusalKind.InvalidPrice, x => Offer(x, o => o with { Price = new(-1, 1) })),
        ("long constraint", RefusalKind.InvalidPrice, x => Offer(x, o => o with { Price = new(1, 1, 27, new string('m', 257)) })),
        ("no token", RefusalKind.MissingAuthToken, x => Offer(x, o => o with { AuthToken = null })),
        ("long token", RefusalKind.MalformedOrchestratorInfo, x => Offer(x, o => o with { AuthToken = o.AuthToken! with { Token = new byte[4097] } })),
        ("empty session id", RefusalKind.MalformedOrchestratorInfo, x => Offer(x, o => o with { AuthToken = o.AuthToken! with { SessionId = "" } })),
        ("session id with a zero", RefusalKind.MalformedOrchestratorInfo, x => Offer(x, o => o with { AuthToken = o.AuthToken! with { SessionId = "a\0" } })),
        ("recipient zero", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { Recipient = default })),
        ("face value beyond 256 bits", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { FaceValue = new(WinProbability.MaxScaled + 1) })),
        ("seed beyond 256 bits", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { Seed = WinProbability.MaxScaled + 1 })),
        ("negative seed", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { Seed = -1 })),
        ("negative block", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { ExpirationBlock = -1 })),
        ("block beyond 256 bits", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { ExpirationBlock = WinProbability.MaxScaled + 1 })),
        ("negative round", RefusalKind.InvalidTicketParameters, x => Parameters(x, p => p with { Expiration = new(-1, default) })),
        ("negative number", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Sequence = -1 })),
        ("no duration", RefusalKind.InvalidRequest, x => Segment(x, s => s with { DurationMillis = 0 })),
        ("long duration", RefusalKind.InvalidRequest, x => Segment(x, s => s with { DurationMillis = 300_001 })),
        ("no renditions", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Profiles = [] })),
        ("default renditions", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Profiles = default })),
        ("17 renditions", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Profiles = Signables.SegmentCredentialsTests.Profiles(17) })),
        ("two of a name", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Profiles = [s.Profiles[0], s.Profiles[0]] })),
        ("long capabilities", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Capabilities = new byte[16_385] })),
        ("five storages", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Storage = [.. new ReadOnlyMemory<byte>[5]] })),
        ("long storage", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Storage = [new byte[4097]] })),
        ("default storage", RefusalKind.InvalidRequest, x => Segment(x, s => s with { Storage = default })),
        ("manifest id with a zero", RefusalKind.UnsafeText, x => Segment(x, s => s with { ManifestId = "a\0" })),
        ("long manifest id", RefusalKind.UnsafeText, x => Segment(x, s => s with { ManifestId = new string('m', 129) })),
        ("video capability", RefusalKind.InvalidRequest, x => Ai(x, a => a with { Capability = 26 })),
        ("live capability", RefusalKind.InvalidRequest, x => Ai(x, a => a with { Capability = 35 })),
        ("byoc capability", RefusalKind.InvalidRequest, x => Ai(x, a => a with { Capability = 37 })),
        ("no units", RefusalKind.InvalidRequest, x => Ai(x, a => a with { Units = 0 })),
        ("endless units", RefusalKind.InvalidRequest, x => Ai(x, a => a with { Units = (1L << 53) + 1 })),
        ("no model", RefusalKind.UnsafeText, x => Ai(x, a => a with { ModelId = "" })),
        ("model with an umlaut", RefusalKind.UnsafeText, x => Ai(x, a => a with { ModelId = "möbel" })),
        ("model whose manifest id is too long", RefusalKind.UnsafeText, x => Ai(x, a => a with { ModelId = new string('m', 126) })),
        ("rendition without a name", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Name = "" })),
        ("rendition with a space", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Name = "a b" })),
        ("rendition with a long name", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Name = new string('p', 65) })),
        ("width 0", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Width = 0 })),
        ("width large", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Width = 16_385 })),
        ("height 0", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Height = 0 })),
        ("bitrate negative", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Bitrate = -1 })),
        ("fps negative", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Fps = -1 })),
        ("fps large", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Fps = 1001 })),
        ("denominator negative", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { FpsDen = -1 })),
        ("format unknown", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Format = 2 })),
        ("encoder profile unknown", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { EncoderProfile = 5 })),
        ("gop unknown", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { GopMillis = -2 })),
        ("encoder unknown", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Encoder = 4 })),
        ("quality unknown", RefusalKind.InvalidRequest, x => Rendition(x, p => p with { Quality = 64 })),
    ];

    private static readonly (string Name, Settlement Settlement)[] Settlements =
    [
        ("no key", Some.Outcome("", PaymentOutcomeKind.Lost)),
        ("no outcome", Some.Outcome("a", PaymentOutcomeKind.Unknown)),
        ("other outcome", Some.Outcome("a", (PaymentOutcomeKind)9)),
        ("negative units", Some.Outcome("a", PaymentOutcomeKind.Delivered, -1)),
        ("long text", Some.Outcome("a", PaymentOutcomeKind.Rejected, text: new string('t', 1025))),
    ];

    public static TheoryData<string> OrderNames => [.. Orders.Select(order => order.Name)];

    public static TheoryData<string> SettlementNames => [.. Settlements.Select(settlement => settlement.Name)];

    [Theory]
    [MemberData(nameof(OrderNames))]
    public void Check_FieldOutOfBounds_IsRefused(string name)
    {
        var (_, kind, change) = Orders.Single(order => order.Name == name);
        Assert.Equal(kind, OrderCheck.Check(change(Some.Order()))?.Kind);
    }

    [Theory]
    [MemberData(nameof(SettlementNames))]
    public void Check_MalformedSettlement_IsRefused(string name) =>
        Assert.Equal(RefusalKind.InvalidRequest, OrderCheck.Check(Some.Tenant, [Settlements.Single(entry => entry.Name == name).Settlement])?.Kind);

    [Theory]
    [InlineData("")]
    [InlineData("a\u00e9")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void Check_TenantOfOtherCharacters_IsRefused(string tenant) =>
        Assert.Equal(RefusalKind.InvalidRequest, OrderCheck.Check(new TenantId(tenant), [])?.Kind);

    [Fact]
    public void Check_DefaultTenant_IsRefused() => Assert.NotNull(OrderCheck.Check(default, []));

    [Fact]
    public void Check_OrdinaryOrders_Pass()
    {
        Assert.Null(OrderCheck.Check(Some.Order()));
        Assert.Null(OrderCheck.Check(Some.Order(Some.Ai())));
        Assert.Null(OrderCheck.Check(Some.Tenant, [Some.Outcome("a", PaymentOutcomeKind.Delivered, long.MaxValue)]));
    }

    private static PaymentOrder Offer(PaymentOrder order, Func<OrchestratorOffer, OrchestratorOffer> change) => order with { Offer = change(order.Offer) };

    private static PaymentOrder Parameters(PaymentOrder order, Func<TicketParameters, TicketParameters> change) =>
        Offer(order, offer => offer with { TicketParameters = change(offer.TicketParameters!) });

    private static PaymentOrder Segment(PaymentOrder order, Func<VideoSegmentJob, VideoSegmentJob> change) => order with { Job = change(Some.Segment()) };

    private static PaymentOrder Rendition(PaymentOrder order, Func<VideoProfile, VideoProfile> change) =>
        Segment(order, segment => segment with { Profiles = [segment.Profiles[0], change(segment.Profiles[1])] });

    private static PaymentOrder Ai(PaymentOrder order, Func<AiJob, AiJob> change) => order with { Job = change(Some.Ai()) };
}
