using System.Collections.Immutable;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using Grpc.Core;
using Livepeer.Crypto;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit.Clocks;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class RemotePayerTests : IAsyncLifetime
#pragma warning restore CA1001
{
    // It stands still, and so does the payer's patience, unless a test moves it. Deadlines of single calls are in real time, and long.
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly ScriptedSigner _signer = new();
    private RemotePayer _payer = null!;

    public async Task InitializeAsync()
    {
        await _signer.StartAsync();
        _payer = Payer(TimeSpan.FromMilliseconds(200));
    }

    public async Task DisposeAsync()
    {
        await _payer.DisposeAsync();
        await _signer.DisposeAsync();
    }

    [Fact]
    public async Task Pay_VideoSegment_CarriesEveryFieldAndTheToken()
    {
        var answer = await _payer.PayAsync(Order("a"), CancellationToken.None);

        var paid = Assert.IsType<PayerAnswer.Paid>(answer).Payment;
        Assert.Equal(("payment of a", "segment of a", 2), (paid.Payment, paid.Segment, paid.TicketCount));
        Assert.Equal(new Rational(9, 2), paid.ExpectedValue);
        var call = Assert.Single(_signer.Calls);
        Assert.Equal(
            ("a", "stream-1", "4096/3", "movie", 5UL, 2000U, true),
            (call.IdempotencyKey, call.PaymentSessionId, call.MaxPrice, call.VideoSegment.ManifestId, call.VideoSegment.Sequence, call.VideoSegment.DurationMillis, call.VideoSegment.ForceSessionReinit));
        Assert.Equal([1, 2, 3], call.OrchestratorInfo.ToByteArray());
        Assert.Equal(Keccak256.Hash("hello"u8).ToArray(), call.VideoSegment.SegmentHash.ToByteArray());
        Assert.Equal("P240p30fps16x9", Assert.Single(call.VideoSegment.Profiles).Name);
        Assert.Equal("Bearer secret", Assert.Single(_signer.Tokens));
    }

    [Fact]
    public async Task Pay_AiJob_CarriesUnitsAndModel()
    {
        _ = await _payer.PayAsync(Order("a") with { Job = new AiJob(27, "stabilityai/sdxl-turbo", 589_824, new byte[] { 9 }), MaxPrice = null }, CancellationToken.None);

        var call = Assert.Single(_signer.Calls);
        Assert.Equal((27U, "stabilityai/sdxl-turbo", 589_824UL, ""), (call.Ai.Capability, call.Ai.ModelId, call.Ai.Units, call.MaxPrice));
    }

    [Theory]
    [InlineData(StatusCode.FailedPrecondition, "ticket_parameters_expired", Api.Side.Caller, PayerRefusalKind.RefreshNeeded)]
    [InlineData(StatusCode.FailedPrecondition, "auth_token_expiring", Api.Side.Caller, PayerRefusalKind.RefreshNeeded)]
    [InlineData(StatusCode.FailedPrecondition, "nonce_space_exhausted", Api.Side.Caller, PayerRefusalKind.RefreshNeeded)]
    [InlineData(StatusCode.FailedPrecondition, "nonce_space_closed", Api.Side.Signer, PayerRefusalKind.RefreshNeeded)]
    [InlineData(StatusCode.FailedPrecondition, "price_above_ceiling", Api.Side.Orchestrator, PayerRefusalKind.PriceAboveCeiling)]
    [InlineData(StatusCode.InvalidArgument, "invalid_price", Api.Side.Orchestrator, PayerRefusalKind.OfferUnacceptable)]
    [InlineData(StatusCode.FailedPrecondition, "no_deposit", Api.Side.SenderAccount, PayerRefusalKind.Policy)]
    [InlineData(StatusCode.ResourceExhausted, "budget_of_a_later_version", Api.Side.Caller, PayerRefusalKind.Policy)]
    [InlineData(StatusCode.InvalidArgument, "invalid_request", Api.Side.Caller, PayerRefusalKind.Malformed)]
    [InlineData(StatusCode.Unavailable, "ledger_unavailable", Api.Side.Signer, PayerRefusalKind.Unavailable)]
    public async Task Pay_Refused_SaysWhatHelps(StatusCode status, string code, Api.Side side, PayerRefusalKind kind)
    {
        _signer.OnPayment = (_, _, _) => throw ScriptedSigner.Refusal(status, code, side);

        var answer = await PayAsync(Order("a"));

        var refusal = Assert.IsType<PayerAnswer.Refused>(answer).Refusal;
        Assert.Equal((kind, code, "2", "1"), (refusal.Kind, refusal.Code, refusal.Actual, refusal.Limit));
    }

    [Theory]
    [InlineData(StatusCode.Unauthenticated, PayerRefusalKind.Policy)]
    [InlineData(StatusCode.PermissionDenied, PayerRefusalKind.Policy)]
    [InlineData(StatusCode.Internal, PayerRefusalKind.Unavailable)]
    public async Task Pay_StatusWithoutDetails_IsClassified(StatusCode status, PayerRefusalKind kind)
    {
        _signer.OnPayment = (_, _, _) => throw new RpcException(new Grpc.Core.Status(status, ""));

        var answer = await PayAsync(Order("a"));

        Assert.Equal(kind, Assert.IsType<PayerAnswer.Refused>(answer).Refusal.Kind);
    }

    [Fact]
    public async Task Pay_SignerAwayAndBack_PaysOnceUnderTheSameKey()
    {
        _ = await _payer.PayAsync(Order("before"), CancellationToken.None);
        await _signer.StopAsync();
        var waiting = _payer.PayAsync(Order("during") with { Patience = TimeSpan.FromHours(1) }, CancellationToken.None);
        var before = _clock.GetUtcNow();
        await _clock.RunUntilAsync(() => _clock.GetUtcNow() - before > TimeSpan.FromSeconds(10), "ten seconds passed");
        Assert.False(waiting.IsCompleted);

        await _signer.StartAsync();
        await _clock.RunUntilAsync(() => waiting.IsCompleted, "the payer answers");

        _ = Assert.IsType<PayerAnswer.Paid>(await waiting);
        Assert.Equal(["before", "during"], _signer.Payments.Keys.Order());
    }

    [Fact]
    public async Task Pay_AnswerLost_IsRepeatedWithTheSameBytes()
    {
        _signer.OnPayment = (_, call, _) => call == 1 ? throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "connection lost")) : Task.FromResult<Api.CreatePaymentResponse?>(null);

        _ = Assert.IsType<PayerAnswer.Paid>(await PayAsync(Order("a") with { Patience = TimeSpan.FromHours(1) }));

        var calls = _signer.Calls.ToArray();
        Assert.Equal(2, calls.Length);
        Assert.Equal(calls[0], calls[1]);
    }

    [Fact]
    public async Task Pay_SilentSigner_GivesUpWithItsPatience()
    {
        _signer.OnPayment = async (_, _, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            return null;
        };

        await using var payer = Payer(TimeSpan.Zero, TimeProvider.System);

        var answer = await payer.PayAsync(Order("a") with { Patience = TimeSpan.FromMilliseconds(300) }, CancellationToken.None);

        Assert.Equal(PayerRefusalKind.Unavailable, Assert.IsType<PayerAnswer.Refused>(answer).Refusal.Kind);
    }

    [Fact]
    public async Task Pay_CallerGivesUp_IsCancelled()
    {
        _signer.OnPayment = async (_, _, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            return null;
        };
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _payer.PayAsync(Order("a") with { Patience = TimeSpan.FromMinutes(1) }, gone.Token));
    }

    [Fact]
    public async Task Pay_CancelledAtTheSigner_ReportsThatNothingWasSent()
    {
        _signer.OnPayment = async (_, _, context) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.CancellationToken);
            return null;
        };
        using var gone = new CancellationTokenSource();
        var paying = _payer.PayAsync(Order("a"), gone.Token);
        await Until.TrueAsync(() => !_signer.Calls.IsEmpty, "the signer was asked");

        await gone.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paying);

        await NotSentAsync();
    }

    [Fact]
    public async Task Pay_AnswerLostUntilTheEnd_ReportsThatNothingWasSent()
    {
        _signer.OnPayment = static (_, _, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "connection lost"));

        Assert.Equal(PayerRefusalKind.Unavailable, Assert.IsType<PayerAnswer.Refused>(await PayAsync(Order("a"))).Refusal.Kind);

        await NotSentAsync();
    }

    [Fact]
    public async Task Pay_SignerNotThere_ReportsNothing()
    {
        await _signer.StopAsync();

        _ = Assert.IsType<PayerAnswer.Refused>(await PayAsync(Order("a")));

        Assert.Equal(0, _payer.PendingReports);
    }

    [Fact]
    public async Task Report_NextPaymentOfTheSession_TakesItAlong()
    {
        await using var patient = Payer(TimeSpan.FromSeconds(10));
        patient.Report("stream-1", Delivered("a", 100));
        patient.Report("stream-2", Delivered("b", 200));

        _ = await patient.PayAsync(Order("c"), CancellationToken.None);

        Assert.Equal(("a", 100UL, true), Assert.Single(_signer.Settlements.Select(static found => (found.Settlement.IdempotencyKey, found.Settlement.BilledUnits, found.Rode))));
        Assert.Equal(1, patient.PendingReports);
    }

    [Fact]
    public async Task Report_NoFurtherPayment_IsDeliveredSoon()
    {
        _payer.Report("stream-1", Delivered("a", 100));

        await _clock.RunUntilAsync(() => !_signer.Settlements.IsEmpty, "the report arrives");

        Assert.False(_signer.Settlements.Single().Rode);
    }

    [Fact]
    public async Task Report_SignerRestarts_LosesNothingAndKeepsOrder()
    {
        await _signer.StopAsync();
        for (var i = 0; i < 40; i++)
        {
            _payer.Report("stream-1", Delivered(FormattableString.Invariant($"{i:00}"), i));
        }

        await _signer.StartAsync();
        await _clock.RunUntilAsync(() => _signer.Settlements.Count >= 40, "all reports arrive");

        Assert.Equal(Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"{i:00}")), _signer.Settlements.Select(static found => found.Settlement.IdempotencyKey));
    }

    [Fact]
    public async Task Report_PaymentThatCarriedItFails_IsDeliveredLater()
    {
        _signer.OnPayment = (_, _, _) => throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, ""));
        _payer.Report("stream-1", Delivered("a", 100));

        _ = await PayAsync(Order("b"));

        await _clock.RunUntilAsync(() => _signer.Settlements.Any(static found => !found.Rode), "the report is delivered on its own");
    }

    [Fact]
    public async Task Dispose_PendingReports_AreDelivered()
    {
        var patient = Payer(TimeSpan.FromSeconds(10));
        patient.Report("stream-1", Delivered("a", 100));

        await patient.DisposeAsync();

        _ = Assert.Single(_signer.Settlements);
    }

    [Fact]
    public async Task Identity_AskedTwice_IsFetchedOnce()
    {
        _ = await _payer.GetAsync(CancellationToken.None);
        var identity = await _payer.GetAsync(CancellationToken.None);

        Assert.Equal(Enumerable.Repeat((byte)7, 20), identity.Address.ToArray());
        Assert.Equal(1, _signer.IdentityCalls);
    }

    [Fact]
    public async Task Identity_SignerAway_BlamesNobodyElse()
    {
        await _signer.StopAsync();

        _ = await Assert.ThrowsAsync<SenderIdentityUnavailableException>(async () => await _payer.GetAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("grpc://127.0.0.1")]
    [InlineData("grpc://127.0.0.1:1/path")]
    public void Endpoint_NotOurs_IsRefused(string endpoint) =>
        Assert.Throws<ArgumentException>(() => new RemotePayer(new RemotePayerOptions { Endpoint = new Uri(endpoint), Token = "t" }, PipelineMeter.Silent, TimeProvider.System, NullLoggerFactory.Instance));

    private static Settlement Delivered(string key, long units) => new(key, PaymentOutcomeKind.Delivered, units, "");

    private static PaymentRequest Order(string key) => new(
        key,
        "stream-1",
        new byte[] { 1, 2, 3 },
        new VideoSegmentJob("movie", 5, Keccak256.Hash("hello"u8), 2000, ImmutableArray.Create(new VideoProfile("P240p30fps16x9", 426, 240, 600_000, 30)), new byte[] { 4 }, [], true),
        new Rational(4096, 3),
        TimeSpan.FromSeconds(30));

    /// <summary>Pays while the clock runs, so that pauses and patience end.</summary>
    private async Task<PayerAnswer> PayAsync(PaymentRequest request)
    {
        var paying = _payer.PayAsync(request, CancellationToken.None);
        await _clock.RunUntilAsync(() => paying.IsCompleted, "the payer answers");
        return await paying;
    }

    private async Task NotSentAsync()
    {
        await _clock.RunUntilAsync(() => !_signer.Settlements.IsEmpty, "the report arrives");
        var settlement = Assert.Single(_signer.Settlements).Settlement;
        Assert.Equal(("a", Api.Outcome.NotSent), (settlement.IdempotencyKey, settlement.Outcome));
    }

    private RemotePayer Payer(TimeSpan reportDelay, TimeProvider? clock = null)
    {
        var generous = TimeSpan.FromSeconds(30);
        var options = new RemotePayerOptions { Endpoint = _signer.Endpoint, Token = "secret", ConnectTimeout = generous, CallTimeout = generous, ReportDelay = reportDelay };
        return new RemotePayer(options, PipelineMeter.Silent, clock ?? _clock, NullLoggerFactory.Instance);
    }
}
