using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>A desk with one metered session, at 1,000 wei per unit and tickets worth 100 wei each.</summary>
internal sealed class MeteredDesk : IDisposable
{
    public const int Price = 1_000;
    private const int TicketEv = 100;
    private const int Chances = 5;
    private readonly PrivateKey _key = Some.Key();
    private readonly RecordingLedger _ledger;
    private readonly PaymentDesk _desk;

    public MeteredDesk(PaymentPolicy? policy = null)
    {
        _ledger = new RecordingLedger(Clock);
        var chain = new FixedChainView(Some.Chain() with { L1BlockSeenAt = Some.Now.AddDays(2) });
        _desk = new PaymentDesk(new InMemoryCustodian(_key), _ledger, _ledger, new RecordingAuditLog(), chain, policy ?? PaymentPolicy.Default, Clock);
    }

    public FakeTimeProvider Clock { get; } = new(Some.Now);

    public MeterState Meter => _ledger.SessionOf(Some.Tenant, new SessionKey("session", Some.Recipient))!.Meter!;

    public static PaymentOrder Fixed(string key, string manifestId = "c37fb7db") => Order(key, new FixedJob(manifestId, "app/model", default, []));

    public static PaymentOrder Live(string key, LiveUnit unit = LiveUnit.Seconds, string manifestId = "c37fb7db") =>
        Order(key, new LiveJob(unit, manifestId, "app/model", default, []));

    /// <summary>With tickets of another value.</summary>
    public static PaymentOrder WithTicketsOf(PaymentOrder order, long wei) => order with
    {
        Offer = order.Offer with { TicketParameters = order.Offer.TicketParameters! with { FaceValue = new Wei(wei * Chances) } },
    };

    public void Dispose() => _key.Dispose();

    public async Task<Payment> PayAsync(PaymentOrder order)
    {
        var result = await _desk.PayAsync(order, CancellationToken.None);
        return result is PaymentResult.Paid { Payment: var payment } ? payment : throw new InvalidOperationException($"{result}");
    }

    public async Task<PaymentRefusal> RefuseAsync(PaymentOrder order) =>
        Assert.IsType<PaymentResult.Refused>(await _desk.PayAsync(order, CancellationToken.None)).Refusal;

    public async Task<SettlementResult> SettleAsync(string key, PaymentOutcomeKind outcome, string text = "") =>
        Assert.Single(Assert.IsType<SettleResult.Settled>(await _desk.SettleAsync(Some.Tenant, [Some.Outcome(key, outcome, text: text)], CancellationToken.None)).Results);

    private static PaymentOrder Order(string key, MeteredJob job)
    {
        // Every fifth ticket wins, exactly: five divides the scale of chances.
        var parameters = Some.TicketParameters() with { FaceValue = new Wei(TicketEv * Chances), WinProbability = new WinProbability(WinProbability.MaxScaled / Chances) };
        var offer = Some.Offer() with
        {
            Price = new PriceInfo(Price, 1),
            TicketParameters = parameters,
            AuthToken = Some.AuthToken() with { ExpirationUnixSeconds = Some.Now.AddDays(1).ToUnixTimeSeconds() },
        };
        return new(Some.Tenant, key, "session", offer, null, job, []);
    }
}
