using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Tests.Support;
using Google.Protobuf;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Payments;

/// <summary>What holds for every way of paying. The clock stands still, and so does a payer's patience, unless a test lets it run.</summary>
public abstract class PayerContract : IAsyncLifetime
{
    private protected FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    private protected abstract IPayer Payer { get; }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    [Fact]
    public async Task Pay_AiJob_GivesHeadersAndTheFee()
    {
        var paid = Assert.IsType<PayerAnswer.Paid>(await PayAsync(Order("a"))).Payment;

        Assert.NotEmpty(paid.Segment);
        Assert.Equal(Payer.SpendsMoney, paid.Payment.Length > 0);
        Assert.Equal(Payer.SpendsMoney, paid.TicketCount > 0);
        Assert.DoesNotContain(paid.Segment, paid.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pay_SameKeyTwice_GivesTheSameHeaders()
    {
        var order = Order("a");

        var first = Assert.IsType<PayerAnswer.Paid>(await PayAsync(order)).Payment;
        var again = Assert.IsType<PayerAnswer.Paid>(await PayAsync(order)).Payment;

        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Pay_GarbageForAnOffer_IsTheOrchestratorsFault()
    {
        var refused = Assert.IsType<PayerAnswer.Refused>(await PayAsync(Order("a") with { OrchestratorInfo = new byte[] { 0xff, 1 } })).Refusal;

        Assert.Equal((PayerRefusalKind.OfferUnacceptable, "malformed_orchestrator_info"), (refused.Kind, refused.Code));
    }

    [Fact]
    public async Task Pay_OfferWithoutAToken_IsTheOrchestratorsFault()
    {
        var offer = AiOffer.Fresh();
        offer.AuthToken = null;

        var refused = Assert.IsType<PayerAnswer.Refused>(await PayAsync(Order("a") with { OrchestratorInfo = offer.ToByteArray() })).Refusal;

        Assert.Equal((PayerRefusalKind.OfferUnacceptable, "missing_auth_token"), (refused.Kind, refused.Code));
    }

    [Fact]
    public void Report_OfAPaymentNobodyKnows_IsHarmless() => Payer.Report("session", new Settlement("nobody's", PaymentOutcomeKind.Lost, 0, ""));

    [Fact]
    public void CannotPayFor_AiWork_IsNoRefusal() => Assert.Null(Payer.CannotPayFor(JobKind.Ai));

    [Fact]
    public async Task Identity_AskedTwice_IsTheSame() => Assert.Equal(await Payer.GetAsync(CancellationToken.None), await Payer.GetAsync(CancellationToken.None));

    private protected static PaymentRequest Order(string key, long units = 50) => new(
        key, "session", AiOffer.Fresh().ToByteArray(), new AiJob(27, "stabilityai/sdxl-turbo", units, default), new Rational(100), TimeSpan.FromSeconds(30));

    /// <summary>Pays at once: the clock stands, so that no limit ends before its time on a busy machine.</summary>
    private protected Task<PayerAnswer> PayAsync(PaymentRequest request) => Payer.PayAsync(request, CancellationToken.None).WaitAsync(Until.Patience, TimeProvider.System);

    /// <summary>Pays while the clock runs, so that pauses and patience end.</summary>
    private protected async Task<PayerAnswer> PayInTimeAsync(PaymentRequest request)
    {
        var paying = Payer.PayAsync(request, CancellationToken.None);
        await Clock.RunUntilAsync(() => paying.IsCompleted, "the payer answers");
        return await paying;
    }
}
