using GatewayLite.Payers;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using GatewayLite.Tests.Support;
using Livepeer.Orchestrators;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SenderIdentity = Livepeer.Wire.Offers.SenderIdentity;

namespace GatewayLite.Tests.Payers;

public sealed class SenderWatchTests
{
    private static readonly PipelineEvent Unavailable = new PipelineEvent.PaymentRefused("s", PayerRefusalKind.Unavailable, "ledger_unavailable", TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();
    private readonly MoodyPayer _payer = new();
    private int _returns;

    [Fact]
    public async Task Payer_ThatIsSilentAtFirst_IsKnownOnceItAnswers()
    {
        _payer.Silence = "nobody there";
        using var watch = await StartAsync();
        await Eventually.HoldsAsync(() => watch.Problem == "nobody there", "the silence is known");
        Assert.Null(watch.Address);

        _payer.Silence = null;
        await AdvanceUntilAsync(() => watch.Problem is null);

        Assert.Equal(SenderIdentity.Nobody.Address, watch.Address);
        await Eventually.HoldsAsync(() => Volatile.Read(ref _returns) == 1, "what depends on the payer is told");
    }

    [Fact]
    public async Task Payer_ThatGoesAway_IsMissedWithoutAnyPayment()
    {
        using var watch = await StartAsync();
        await Eventually.HoldsAsync(() => watch.Problem is null, "the payer answers");

        _payer.Silence = "gone";

        await AdvanceUntilAsync(() => watch.Problem == "gone");
    }

    [Fact]
    public async Task Refusal_WithoutFurtherPayments_CountsForAWhileOnly()
    {
        using var watch = await StartAsync();
        await Eventually.HoldsAsync(() => watch.Problem is null, "the payer answers");

        watch.Observe(Unavailable);
        Assert.Contains("ledger_unavailable", watch.Problem, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Null(watch.Problem);
    }

    [Fact]
    public async Task Payment_AfterARefusal_EndsIt()
    {
        using var watch = await StartAsync();
        await Eventually.HoldsAsync(() => watch.Problem is null, "the payer answers");

        watch.Observe(Unavailable);
        watch.Observe(new PipelineEvent.Paid("s", 1, Rational.Zero, TimeSpan.Zero));

        Assert.Null(watch.Problem);
    }

    private async Task<SenderWatch> StartAsync()
    {
        var watch = new SenderWatch(_payer, () => Interlocked.Increment(ref _returns), _clock, NullLogger<SenderWatch>.Instance);
        await watch.StartAsync(CancellationToken.None);
        return watch;
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.HoldsAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "the payer was asked again");

    /// <summary>A payer that answers or not, as it is told.</summary>
    private sealed class MoodyPayer : IPayer
    {
        public volatile string? Silence;

        public bool SpendsMoney => true;

        public PayerRefusal? CannotPayFor(JobKind kind) => null;

        public ValueTask<SenderIdentity> AskAnewAsync(CancellationToken cancellationToken) =>
            Silence is { } reason ? throw new SenderIdentityUnavailableException(reason) : ValueTask.FromResult(SenderIdentity.Nobody);

        public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => AskAnewAsync(cancellationToken);

        public Task<PayerAnswer> PayAsync(PaymentRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Report(string paymentSessionId, Settlement settlement) => throw new NotSupportedException();
    }
}
