using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk.Tenants;

public sealed class TenantRulesTests : IDisposable
{
    // One image of 512 by 512 at 30,517 wei per pixel is a little less than one ticket of 8e9 wei.
    private static readonly BigInteger TicketEvWei = 8_000_000_001;
    private readonly PrivateKey _key = Some.Key();
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly RecordingLedger _ledger;
    private readonly FixedChainView _chain = new(Some.Chain() with { L1BlockSeenAt = Some.Now.AddDays(3) });

    public TenantRulesTests() => _ledger = new RecordingLedger(_clock);

    public void Dispose() => _key.Dispose();

    public static TheoryData<string> Windows => ["minute", "hour", "day", "total"];

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task S5_BudgetOfATime_RefusesWithTheNumbersAndReturns(string window)
    {
        var budget = 2 * TicketEvWei;
        var limits = window switch
        {
            "minute" => new TenantLimits { EvPerMinuteWei = budget },
            "hour" => new TenantLimits { EvPerHourWei = budget },
            "day" => new TenantLimits { EvPerDayWei = budget },
            _ => new TenantLimits { EvTotalWei = budget },
        };
        await PaidAsync(Order("1", limits));
        await PaidAsync(Order("2", limits));
        var refusal = await RefusedAsync(Order("3", limits));
        Assert.Equal(RefusalKind.EvBudgetExceeded, refusal.Kind);
        Assert.Equal((3 * TicketEvWei).ToString(), refusal.Actual);
        Assert.Equal(budget.ToString(), refusal.Limit);
        Assert.Equal(2, _ledger.Usage.Count);

        _clock.Advance(window switch { "minute" => TimeSpan.FromMinutes(1), "hour" => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) });
        var later = await Desk().PayAsync(Order("4", limits, "later"), CancellationToken.None);
        Assert.Equal(window != "total", later is PaymentResult.Paid);
    }

    [Fact]
    public async Task S5_BudgetOfOne_LeavesTheOtherAlone()
    {
        var limits = new TenantLimits { EvTotalWei = TicketEvWei };
        await PaidAsync(Order("1", limits));
        Assert.Equal(RefusalKind.EvBudgetExceeded, (await RefusedAsync(Order("2", limits))).Kind);
        await PaidAsync(Order("1", limits) with { Tenant = new TenantId("tenant-b") });
    }

    [Fact]
    public async Task S5_Rate_CountsFreePaymentsToo()
    {
        var limits = new TenantLimits { PaymentsPerMinute = 2 };
        await PaidAsync(Free(Order("1", limits)));
        await PaidAsync(Free(Order("2", limits)));
        Assert.Equal(RefusalKind.PaymentRateExceeded, (await RefusedAsync(Free(Order("3", limits)))).Kind);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await PaidAsync(Free(Order("3", limits)));
    }

    [Fact]
    public async Task S5_RepeatedOrder_IsCountedOnce()
    {
        var limits = new TenantLimits { EvTotalWei = TicketEvWei };
        await PaidAsync(Order("1", limits));
        Assert.True((await PaidAsync(Order("1", limits))).Replayed);
    }

    [Fact]
    public async Task FaceValue_OfADay_IsBounded()
    {
        var limits = new TenantLimits { FaceValuePerDayWei = 1_200_000_000_000_000 };
        await PaidAsync(Order("1", limits));
        Assert.Equal(RefusalKind.FaceValueBudgetExceeded, (await RefusedAsync(Order("2", limits))).Kind);
    }

    [Fact]
    public async Task FaceValue_OfATicket_IsBounded() =>
        Assert.Equal(RefusalKind.FaceValueAboveLimit, (await RefusedAsync(Order("1", new TenantLimits { MaxFaceValueWei = 1_199_999_999_999_999 }))).Kind);

    [Fact]
    public async Task S4_RecipientOnNoList_IsRefused()
    {
        var other = EthAddress.Parse("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");
        Assert.Equal(RefusalKind.RecipientNotAllowed, (await RefusedAsync(Order("1", new TenantLimits { Recipients = [other] }))).Kind);
        var policy = PaymentPolicy.Default with { Recipients = [other] };
        var refused = await Desk(policy).PayAsync(Order("1", TenantLimits.None), CancellationToken.None);
        Assert.Equal(RefusalKind.RecipientNotAllowed, Assert.IsType<PaymentResult.Refused>(refused).Refusal.Kind);
        await PaidAsync(Order("1", new TenantLimits { Recipients = [Some.Recipient] }));
    }

    [Fact]
    public async Task Job_NotAllowed_IsRefused()
    {
        Assert.Equal(RefusalKind.JobNotAllowed, (await RefusedAsync(Order("1", new TenantLimits { Jobs = JobKinds.All & ~JobKinds.Ai }))).Kind);
        await PaidAsync(Order("1", new TenantLimits { Jobs = JobKinds.Ai }));
    }

    [Fact]
    public async Task Price_AboveTheTenantsCeiling_IsRefused()
    {
        var limits = new TenantLimits { Ceilings = PriceCeilings.None with { Global = new Rational(30_516) } };
        Assert.Equal(RefusalKind.PriceAboveCeiling, (await RefusedAsync(Order("1", limits))).Kind);
    }

    [Fact]
    public async Task KillSwitch_Pulled_StopsAlsoWhatWasPaidBefore()
    {
        await PaidAsync(Order("1", TenantLimits.None));
        await _ledger.HaltAsync("key leaked", CancellationToken.None);
        var refusal = await RefusedAsync(Order("1", TenantLimits.None));
        Assert.Equal(RefusalKind.SigningHalted, refusal.Kind);
        Assert.Contains("key leaked", refusal.Message, StringComparison.Ordinal);
        await _ledger.ResumeAsync(CancellationToken.None);
        await PaidAsync(Order("1", TenantLimits.None));
    }

    private static PaymentOrder Order(string key, TenantLimits limits, string parameters = "params") =>
        new(Some.Tenant, key, "session", Offer(parameters), null, Some.Ai(), [Some.Outcome($"before-{key}", PaymentOutcomeKind.Lost)]) { Limits = limits };

    // The price of one ticket, so that every payment has exactly one: what was paid before is always spent.
    private static OrchestratorOffer Offer(string parameters) => Some.Offer(parameters) with
    {
        Price = new PriceInfo(30_517, 1),
        AuthToken = Some.AuthToken() with { ExpirationUnixSeconds = Some.Now.AddDays(3).ToUnixTimeSeconds() },
    };

    private static PaymentOrder Free(PaymentOrder order) => order with { Offer = order.Offer with { Price = new PriceInfo(0, 1) } };

    private PaymentDesk Desk(PaymentPolicy? policy = null) => new(new InMemoryCustodian(_key), _ledger, _ledger, new RecordingAuditLog(), _chain, policy ?? PaymentPolicy.Default, _clock);

    private async Task<Payment> PaidAsync(PaymentOrder order)
    {
        var result = await Desk().PayAsync(order, CancellationToken.None);
        return result is PaymentResult.Paid { Payment: var payment } ? payment : throw new InvalidOperationException($"{result}");
    }

    private async Task<PaymentRefusal> RefusedAsync(PaymentOrder order) =>
        Assert.IsType<PaymentResult.Refused>(await Desk().PayAsync(order, CancellationToken.None)).Refusal;
}
