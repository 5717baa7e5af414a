using System.Text.Json;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Tests.Support;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Protos.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit.Clocks;
using Payment = Livepeer.Protos.Net.Payment;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class CompatPayerTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private const string Model = "stabilityai/sdxl-turbo";

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FakeCompatSigner _signer = new();
    private CompatPayer _payer = null!;
    private int _keys;

    public async Task InitializeAsync()
    {
        await _signer.StartAsync();
        _payer = Payer();
    }

    public async Task DisposeAsync()
    {
        _payer.Dispose();
        await _signer.DisposeAsync();
    }

    [Fact]
    public async Task Pay_FirstJob_AsksForUnitsUnderTheNetworksNames()
    {
        var capabilities = new byte[] { 8, 1 };
        var paid = Paid(await PayAsync(Order(50) with { Job = new AiJob(27, Model, 50, capabilities) }));

        using var call = JsonDocument.Parse(Assert.Single(_signer.Calls));
        Assert.Equal("27_" + Model, call.RootElement.GetProperty("ManifestID").GetString());
        Assert.Equal("text-to-image/" + Model, call.RootElement.GetProperty("app").GetString());
        Assert.Equal(("", 100), (call.RootElement.GetProperty("type").GetString(), call.RootElement.GetProperty("inPixels").GetInt64()));
        Assert.Equal(capabilities, call.RootElement.GetProperty("capabilities").GetBytesFromBase64());
        Assert.False(call.RootElement.TryGetProperty("state", out _));
        Assert.Equal("Bearer secret", Assert.Single(_signer.Authorizations));
        Assert.Equal((1, new Rational(AiOffer.TicketEvWei), new Rational(500)), (paid.TicketCount, paid.ExpectedValue, paid.Fee));
    }

    [Fact]
    public async Task Pay_Credentials_CarryTokenAndSignatureOfTheSender()
    {
        var offer = AiOffer.Fresh();

        var paid = Paid(await PayAsync(Order(50, offer)));

        var data = SegData.Parser.ParseFrom(Convert.FromBase64String(paid.Segment));
        Assert.Equal(offer.AuthToken, data.AuthToken);
        Assert.Equal("27_" + Model, data.ManifestId.ToStringUtf8());
        Assert.Equal(Keccak256.OfNothing.ToArray(), data.Hash.ToByteArray());
        var payment = Payment.Parser.ParseFrom(Convert.FromBase64String(paid.Payment));
        Assert.Equal((ByteString.CopyFrom(_signer.Address.ToArray()), offer.PriceInfo), (payment.Sender, payment.ExpectedPrice));
    }

    [Fact]
    public async Task Pay_CreditLeft_GoesWithoutTickets()
    {
        var order = Order(10);
        var first = Paid(await PayAsync(order));
        _payer.Report("session", new Settlement(order.IdempotencyKey, PaymentOutcomeKind.Delivered, 10, ""));

        // The orchestrator holds 900 wei and wants 1,000: the first few jobs build up what covers a later one.
        var counts = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            var next = Order(10);
            var paid = Paid(await PayAsync(next));
            counts.Add(paid.TicketCount);
            _payer.Report("session", new Settlement(next.IdempotencyKey, PaymentOutcomeKind.Delivered, 10, ""));
            AssertUsable(paid, next);
        }

        Assert.Equal(1, first.TicketCount);
        Assert.Contains(0, counts);
        Assert.Contains(_signer.Calls, static call => call.Contains("\"state\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pay_AfterAFailedJob_UsesItsCredit()
    {
        var failed = Order(100);
        _ = Paid(await PayAsync(failed));
        _payer.Report("session", new Settlement(failed.IdempotencyKey, PaymentOutcomeKind.Delivered, 0, ""));

        var paid = Paid(await PayAsync(Order(100)));

        Assert.Equal(0, paid.TicketCount);
        _ = Assert.Single(_signer.Calls);
    }

    [Fact]
    public async Task Pay_SignerForgotItsStates_BeginsAnew()
    {
        var order = Order(100);
        _ = Paid(await PayAsync(order));
        _payer.Report("session", new Settlement(order.IdempotencyKey, PaymentOutcomeKind.Delivered, 100, ""));
        var refused = 0;
        _signer.OnPayment = async (context, _) =>
        {
            if (!_signer.Calls.Last().Contains("\"state\"", StringComparison.Ordinal))
            {
                return false;
            }

            refused++;
            await FakeCompatSigner.RefuseAsync(context, 400, "invalid sig");
            return true;
        };

        Assert.Equal(1, Paid(await PayAsync(Order(100))).TicketCount);
        Assert.Equal(1, refused);
    }

    [Fact]
    public async Task Pay_AnswerLostForGood_BeginsAnew()
    {
        var order = Order(100);
        _ = Paid(await PayAsync(order));
        _payer.Report("session", new Settlement(order.IdempotencyKey, PaymentOutcomeKind.Delivered, 100, ""));
        _signer.Answers = static () => false;
        _ = Assert.IsType<PayerAnswer.Refused>(await PayInTimeAsync(Order(100)));
        _signer.Answers = static () => true;

        _ = Paid(await PayAsync(Order(100)));

        Assert.DoesNotContain("\"state\"", _signer.Calls.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_AnswerLost_RepeatsTheSameBytes()
    {
        _signer.Answers = () => _signer.Calls.Count > 2;

        _ = Paid(await PayInTimeAsync(Order(100) with { Patience = TimeSpan.FromHours(1) }));

        Assert.True(_signer.Calls.Count >= 3, $"{_signer.Calls.Count} calls");
        _ = Assert.Single(_signer.Calls.Distinct());
    }

    [Fact]
    public async Task Pay_OtherNodeOfTheSameOperator_HasBooksOfItsOwn()
    {
        var order = Order(100);
        _ = Paid(await PayAsync(order));
        _payer.Report("session", new Settlement(order.IdempotencyKey, PaymentOutcomeKind.Delivered, 0, ""));

        Assert.Equal(1, Paid(await PayAsync(Order(100, AiOffer.Fresh(node: "https://other.example:8935")))).TicketCount);
    }

    [Fact]
    public async Task Pay_SideBySide_NeverUsesOneStateTwice()
    {
        var paid = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => _payer.PayAsync(Order(50), CancellationToken.None)));

        Assert.All(paid, static answer => Assert.IsType<PayerAnswer.Paid>(answer));
        var states = _signer.Calls.Select(static call => JsonDocument.Parse(call).RootElement).Where(static call => call.TryGetProperty("state", out _))
            .Select(static call => call.GetProperty("state").GetProperty("State").GetString()).ToList();
        Assert.Equal(11, states.Count);
        Assert.Equal(12, _signer.Made.Count);
    }

    [Fact]
    public async Task Pay_TooManyTickets_IsTheOrchestratorsFault()
    {
        var refusal = Refused(await PayAsync(Order(1_000, AiOffer.Fresh(ticketEv: 10))));

        Assert.Equal((PayerRefusalKind.OfferUnacceptable, "too_many_tickets"), (refusal.Kind, refusal.Code));
    }

    [Fact]
    public async Task Pay_PriceAboveTheGatewaysCeiling_AsksNobody()
    {
        var refusal = Refused(await PayAsync(Order(10, AiOffer.Fresh(price: 101))));

        Assert.Equal((PayerRefusalKind.PriceAboveCeiling, "101", "100"), (refusal.Kind, refusal.Actual, refusal.Limit));
        Assert.Empty(_signer.Calls);
    }

    [Fact]
    public async Task Pay_FreeWork_UsesCredentialsOfPaidWork()
    {
        _signer.OnPayment = async (context, _) =>
        {
            await FakeCompatSigner.RefuseAsync(context, 400, "missing or zero priceInfo");
            return true;
        };
        Assert.Equal(PayerRefusalKind.OfferUnacceptable, Refused(await PayAsync(Order(10, AiOffer.Fresh(price: 0)))).Kind);
        _signer.OnPayment = static (_, _) => Task.FromResult(false);
        _ = Paid(await PayAsync(Order(10)));

        var free = Order(10, AiOffer.Fresh(price: 0));
        var paid = Paid(await PayAsync(free));

        Assert.Equal((0, Rational.Zero), (paid.TicketCount, paid.Fee));
        AssertUsable(paid, free);
    }

    [Fact]
    public async Task Pay_PaymentOfSomebodyElse_IsNotTaken()
    {
        await using var other = new FakeCompatSigner();
        await other.StartAsync();
        using var stranger = new HttpClient(new SocketsHttpHandler()) { BaseAddress = other.Endpoint };
        _signer.OnPayment = async (context, _) =>
        {
            using var body = new StringContent(_signer.Calls.Last());
            using var answer = await stranger.PostAsync(new Uri("/generate-live-payment", UriKind.Relative), body);
            await answer.Content.CopyToAsync(context.Response.Body);
            return true;
        };

        var refusal = Refused(await PayAsync(Order(100)));

        Assert.Equal(PayerRefusalKind.Malformed, refusal.Kind);
        Assert.Contains(other.Address.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_VideoSegment_IsRefusedAtOnce()
    {
        var segment = new VideoSegmentJob("movie", 0, Keccak256.OfNothing, 2_000, [new Livepeer.Payments.Jobs.VideoProfile("P240p30fps16x9", 426, 240, 600_000, 30)], default, [], false);

        var refusal = Refused(await PayAsync(Order(10) with { Job = segment }));

        Assert.Equal(_payer.CannotPayFor(JobKind.VideoSegment), refusal);
        Assert.Equal("payer_cannot_pay_for_job", refusal.Code);
        Assert.Empty(_signer.Calls);
    }

    [Theory]
    [InlineData(301, "")]
    [InlineData(404, "")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"address":"0x0909090909090909090909090909090909090909","signature":"0x00"}""")]
    [InlineData(500, "")]
    public async Task Identity_UnusableAnswer_IsSaid(int status, string body)
    {
        _signer.Identity = (status, body);

        _ = await Assert.ThrowsAsync<SenderIdentityUnavailableException>(async () => await _payer.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Identity_SignedBySomebodyElse_IsNotBelieved()
    {
        _signer.Identity = (200, $$"""{"address":"{{_signer.Address}}","signature":"0x{{new string('1', 128)}}1b"}""");

        var failure = await Assert.ThrowsAsync<SenderIdentityUnavailableException>(async () => await _payer.GetAsync(CancellationToken.None));

        Assert.Contains(_signer.Address.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_Changed_ClosesTheBooks()
    {
        var order = Order(100);
        _ = Paid(await PayAsync(order));
        _payer.Report("session", new Settlement(order.IdempotencyKey, PaymentOutcomeKind.Delivered, 0, ""));
        await using var successor = new FakeCompatSigner();
        await successor.StartAsync();
        using var http = new HttpClient(new SocketsHttpHandler());
        using var asked = await http.PostAsync(new Uri(successor.Endpoint, "/sign-orchestrator-info"), content: null);
        _signer.Identity = (200, await asked.Content.ReadAsStringAsync());

        Assert.Equal(successor.Address, (await _payer.AskAnewAsync(CancellationToken.None)).Address);

        _ = Refused(await PayAsync(Order(100)));
        Assert.Equal(2, _signer.Calls.Count);
    }

    [Theory]
    [InlineData("grpc://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:1/path")]
    [InlineData("http://user@127.0.0.1:1")]
    [InlineData("ftp://127.0.0.1:1")]
    public void Endpoint_NotOfThisApi_IsRefused(string endpoint) =>
        Assert.Throws<ArgumentException>(() => new CompatPayer(new CompatPayerOptions { Endpoint = new Uri(endpoint) }, _clock, NullLoggerFactory.Instance));

    private static PaymentHeaders Paid(PayerAnswer answer) => Assert.IsType<PayerAnswer.Paid>(answer).Payment;

    private static PayerRefusal Refused(PayerAnswer answer) => Assert.IsType<PayerAnswer.Refused>(answer).Refusal;

    /// <summary>What an orchestrator wants of every payment, also of one without tickets.</summary>
    private void AssertUsable(PaymentHeaders paid, PaymentRequest order)
    {
        var offer = OrchestratorInfo.Parser.ParseFrom(order.OrchestratorInfo.Span);
        var payment = Payment.Parser.ParseFrom(Convert.FromBase64String(paid.Payment));
        Assert.Equal((ByteString.CopyFrom(_signer.Address.ToArray()), offer.PriceInfo), (payment.Sender, payment.ExpectedPrice));
        Assert.Equal(paid.TicketCount, payment.TicketSenderParams.Count);
        var data = SegData.Parser.ParseFrom(Convert.FromBase64String(paid.Segment));
        Assert.Equal((65, offer.AuthToken), (data.Sig.Length, data.AuthToken));
    }

    private PaymentRequest Order(long units, OrchestratorInfo? offer = null) => new(
        FormattableString.Invariant($"key-{_keys++}"), "session", (offer ?? AiOffer.Fresh()).ToByteArray(), new AiJob(27, Model, units, default), new Rational(100), TimeSpan.FromSeconds(30));

    /// <summary>Pays at once: the clock stands, so that no limit ends before its time on a busy machine.</summary>
    private Task<PayerAnswer> PayAsync(PaymentRequest request) => _payer.PayAsync(request, CancellationToken.None).WaitAsync(Until.Patience, TimeProvider.System);

    /// <summary>Pays while the clock runs, so that pauses and patience end.</summary>
    private async Task<PayerAnswer> PayInTimeAsync(PaymentRequest request)
    {
        var paying = _payer.PayAsync(request, CancellationToken.None);
        await _clock.RunUntilAsync(() => paying.IsCompleted, "the payer answers");
        return await paying;
    }

    private CompatPayer Payer()
    {
        var generous = TimeSpan.FromSeconds(30);
        var options = new CompatPayerOptions { Endpoint = _signer.Endpoint, Headers = [new("Authorization", "Bearer secret")], ConnectTimeout = generous, CallTimeout = generous };
        return new CompatPayer(options, _clock, NullLoggerFactory.Instance);
    }
}
