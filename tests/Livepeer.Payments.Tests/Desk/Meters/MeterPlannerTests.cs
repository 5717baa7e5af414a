using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk.Meters;

public sealed class MeterPlannerTests : IDisposable
{
    private const long PricePerSecond = 1_000_000_000;
    private readonly PrivateKey _key = Some.Key();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly FixedChainView _chain = new(Some.Chain() with { L1BlockSeenAt = Some.Now.AddDays(2) });
    private readonly RecordingLedger _ledger;
    private readonly PaymentDesk _desk;

    public MeterPlannerTests()
    {
        _ledger = new RecordingLedger(_clock);
        _desk = new PaymentDesk(new InMemoryCustodian(_key), _ledger, _ledger, new RecordingAuditLog(), _chain, PaymentPolicy.Default, _clock);
    }

    private MeterState Meter => _ledger.SessionOf(Some.Tenant, new SessionKey("live-session", Some.Recipient))!.Meter!;

    public void Dispose() => _key.Dispose();

    [Fact]
    public async Task C4_LiveWork_StaysPaidAheadByTheRunway()
    {
        await PaidAsync(Live("1"));
        var fewest = long.MaxValue;
        for (var second = 3; second < 600; second += 3)
        {
            _clock.Advance(TimeSpan.FromSeconds(3));
            await _desk.PayAsync(Live($"{second}"), CancellationToken.None);

            // What the orchestrator has left when its meter has taken everything up to now.
            var left = Meter.Balance + new Rational(10 * PricePerSecond) - Seconds(_clock.GetUtcNow() - Meter.BilledUntil);
            fewest = Math.Min(fewest, (long)left.Floor());
        }

        Assert.True(fewest >= 15 * PricePerSecond, $"Only {fewest} wei were left.");
    }

    [Fact]
    public async Task C5_LongPause_BeginsAnew()
    {
        await PaidAsync(Live("1"));
        _clock.Advance(TimeSpan.FromHours(3));
        var payment = await PaidAsync(Live("2", "later"));
        Assert.Equal((new Rational(10 * PricePerSecond), 1L, null), (payment.Plan.Fee, payment.Plan.Meter!.Sequence, payment.Plan.Meter.BilledFrom));
    }

    [Fact]
    public async Task C2_StateAskedTwiceWithTheSameParameters_GivesTheSameBytes()
    {
        await PaidAsync(Live("1"));
        _clock.Advance(TimeSpan.FromSeconds(40));
        var first = await PaidAsync(Held("step-1", 0));
        _clock.Advance(TimeSpan.FromSeconds(7));
        var second = await PaidAsync(Held("step-1", 0));
        Assert.Equal(first.Tickets.Select(ticket => $"{ticket}"), second.Tickets.Select(ticket => $"{ticket}"));
        Assert.Equal(($"{first.SegmentSignature}", first.Plan), ($"{second.SegmentSignature}", second.Plan));
        Assert.Equal(2, _ledger.Usage.Count);
    }

    [Fact]
    public async Task C2_OlderStateOfLiveWork_GoesOnFromTheHead()
    {
        await PaidAsync(Live("1"));
        _clock.Advance(TimeSpan.FromSeconds(40));
        await PaidAsync(Held("step-1", 0));
        _clock.Advance(TimeSpan.FromSeconds(30));
        var payment = await PaidAsync(Held("step-1-again", 0, "other"));
        Assert.Equal((2L, new Rational(30 * PricePerSecond)), (payment.Plan.Meter!.Sequence, payment.Plan.Fee));
    }

    [Fact]
    public async Task C2_OlderStateOfCountedWork_IsStale()
    {
        await PaidAsync(Counted("1", null));
        await PaidAsync(Counted("2", 0));
        Assert.Equal(RefusalKind.StaleState, (await RefusedAsync(Counted("fork", 0))).Kind);
        Assert.Equal(2, _ledger.Usage.Count);
    }

    [Fact]
    public async Task C2_OtherRequestFromTheSameState_IsStale()
    {
        await PaidAsync(Counted("1", null));
        await PaidAsync(Counted("2", 0));
        var other = Counted("2", 0);
        Assert.Equal(RefusalKind.StaleState, (await RefusedAsync(other with { Job = ((UnitsJob)other.Job) with { Units = 77 } })).Kind);
    }

    [Fact]
    public async Task C3_PaymentNotDelivered_IsMadeUpFor()
    {
        await PaidAsync(Live("1"));
        _clock.Advance(TimeSpan.FromSeconds(20));
        var lost = await PaidAsync(Live("2"));
        var before = Meter.Balance;
        var order = Live("3") with { Settlements = [Some.Outcome("2", PaymentOutcomeKind.NotSent)] };
        var next = await PaidAsync(order);
        Assert.Equal(before - lost.Plan.NewCredit + next.Plan.NewCredit - next.Plan.Fee, Meter.Balance);
        Assert.True(next.Plan.TicketCount >= lost.Plan.TicketCount);
    }

    [Fact]
    public async Task C3_SettlementRepeated_ChangesNothing()
    {
        await PaidAsync(Live("1"));
        var outcome = Some.Outcome("1", PaymentOutcomeKind.Rejected, text: "TicketParams expired");
        var first = await _desk.SettleAsync(Some.Tenant, [outcome], CancellationToken.None);
        var balance = Meter.Balance;
        var second = await _desk.SettleAsync(Some.Tenant, [outcome], CancellationToken.None);
        Assert.Equal(SettlementState.Settled, Assert.Single(Assert.IsType<SettleResult.Settled>(first).Results).State);
        Assert.Equal(SettlementState.AlreadySettled, Assert.Single(Assert.IsType<SettleResult.Settled>(second).Results).State);
        Assert.Equal(balance, Meter.Balance);
    }

    [Fact]
    public async Task StateOfAnotherSigner_SameParameters_GoesOnBehindItsNonces()
    {
        var known = new MeterKnowledge(new Rational(500), Some.Now.AddSeconds(-20), new UnitPrice(PricePerSecond, 1), Some.Hash("params"), 7, MeterGrant.None);
        var payment = await PaidAsync(Live("taken-over") with { Meter = new MeterOrder(3, OnlyIfDue: true, known) });
        Assert.Equal((8u, 4L, new Rational(20 * PricePerSecond)), (payment.Tickets[0].SenderNonce, payment.Plan.Meter!.Sequence, payment.Plan.Fee));
    }

    [Fact]
    public async Task Price_AboveTheFirst_IsRefusedByName()
    {
        await PaidAsync(Live("1"));
        var dearer = Live("2") with { Offer = Some.Offer() with { Price = new PriceInfo(PricePerSecond + 1, 1) } };
        Assert.Equal(RefusalKind.PriceAboveFirstPrice, (await RefusedAsync(dearer)).Kind);
        Assert.Equal(RefusalKind.PriceAboveCallersMaximum, (await RefusedAsync(dearer with { MaxPrice = new Rational(PricePerSecond - 1) })).Kind);
    }

    [Fact]
    public async Task Price_BelowTheFirst_IsBilledAsTheFirst()
    {
        await PaidAsync(Live("1"));
        _clock.Advance(TimeSpan.FromSeconds(30));
        var cheaper = await PaidAsync(Live("2") with { Offer = Some.Offer() with { Price = new PriceInfo(PricePerSecond / 2, 1) } });
        Assert.Equal(new Rational(30 * PricePerSecond), cheaper.Plan.Fee);
    }

    [Fact]
    public async Task Session_OfOtherWork_IsRefused()
    {
        await PaidAsync(Live("1"));
        Assert.Equal(RefusalKind.SessionMismatch, (await RefusedAsync(Counted("2", null))).Kind);
        var renamed = Live("3");
        Assert.Equal(RefusalKind.SessionMismatch, (await RefusedAsync(renamed with { Job = ((LiveJob)renamed.Job) with { App = "other/app" } })).Kind);
        Assert.Equal(RefusalKind.SessionMismatch, (await RefusedAsync(Some.Order("4") with { PaymentSessionId = "live-session" })).Kind);
    }

    [Fact]
    public async Task Refused_SessionKnown_TellsItsAccount()
    {
        await PaidAsync(Live("1"));
        var paid = await PaidAsync(Live("more"));
        var refused = Assert.IsType<PaymentResult.Refused>(await _desk.PayAsync(Live("2") with { Meter = new MeterOrder(0, OnlyIfDue: true) }, CancellationToken.None));
        Assert.Equal(RefusalKind.NothingDue, refused.Refusal.Kind);
        Assert.Equal((paid.Plan.Meter!.Sequence, paid.Plan.Meter.Balance), (refused.Meter!.Sequence, refused.Meter.Balance));
    }

    [Fact]
    public async Task Project_NewPayment_LeavesNoTrace()
    {
        var projected = Assert.IsType<PaymentResult.Projected>(await _desk.ProjectAsync(Live("1"), CancellationToken.None));
        Assert.Empty(_ledger.Usage);
        var paid = await PaidAsync(Live("1"));
        Assert.Equal(projected.Plan, paid.Plan);
    }

    [Fact]
    public async Task Grant_OfAWebhook_IsKept()
    {
        var grant = new MeterGrant(Some.Now.AddMinutes(1).ToUnixTimeSeconds(), "client:subject");
        await PaidAsync(Live("1") with { Meter = new MeterOrder(Grant: grant) });
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(grant, (await PaidAsync(Live("2"))).Plan.Meter!.Grant);
    }

    private static Rational Seconds(TimeSpan time) => new Rational(time.Ticks, TimeSpan.TicksPerSecond) * new Rational(PricePerSecond);

    private static PaymentOrder Live(string key, string parameters = "params") =>
        new(Some.Tenant, key, "live-session", LiveOffer(parameters), null, new LiveJob(LiveUnit.Seconds, "c37fb7db", "app/model", default, []), []);

    private static PaymentOrder Held(string key, long step, string parameters = "params") => Live(key, parameters) with { Meter = new MeterOrder(step, OnlyIfDue: true) };

    private static PaymentOrder Counted(string key, long? step) => Live(key) with
    {
        Job = new UnitsJob(60, "c37fb7db", "app/model", default, []),
        Meter = new MeterOrder(step, OnlyIfDue: true),
    };

    private static OrchestratorOffer LiveOffer(string parameters) => Some.Offer(parameters) with
    {
        Price = new PriceInfo(PricePerSecond, 1),
        AuthToken = Some.AuthToken() with { ExpirationUnixSeconds = Some.Now.AddDays(1).ToUnixTimeSeconds() },
    };

    private async Task<Payment> PaidAsync(PaymentOrder order)
    {
        var result = await _desk.PayAsync(order, CancellationToken.None);
        return result is PaymentResult.Paid { Payment: var payment } ? payment : throw new InvalidOperationException($"{result}");
    }

    private async Task<PaymentRefusal> RefusedAsync(PaymentOrder order) =>
        Assert.IsType<PaymentResult.Refused>(await _desk.PayAsync(order, CancellationToken.None)).Refusal;
}
