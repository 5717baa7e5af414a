using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Payments;

namespace Livepeer.Payments.Tests.Desk.Meters;

/// <summary>
/// Sequences of calls with what go-livepeer's signer answers to each. Two of its answers are not reproduced: a runway is switched off here (C4), and a
/// long pause begins anew instead of failing for ever (C5).
/// </summary>
public sealed class RemotePaymentScenarioTests : IDisposable
{
    private static readonly JsonDocument Document = Vectors.Load("payments.json");
    private readonly FakeTimeProvider _clock = new(Some.Now);
    private readonly PrivateKey _key = Some.Key();

    public static TheoryData<string> Names => [.. Scenarios().Select(scenario => scenario.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Scenario_OfGoLivepeer_GivesItsAnswers(string name)
    {
        var scenario = Scenarios().Single(one => one.GetProperty("name").GetString() == name);
        var ledger = new RecordingLedger(_clock);
        var policy = PaymentPolicy.Default with { LiveRunway = TimeSpan.Zero };
        var desk = new PaymentDesk(new InMemoryCustodian(_key), ledger, ledger, new RecordingAuditLog(), new FixedChainView(Some.Chain() with { L1BlockSeenAt = Some.Now.AddHours(2) }), policy, _clock);
        long? step = null;
        foreach (var call in scenario.GetProperty("calls").EnumerateArray())
        {
            _clock.SetUtcNow(Some.Now.AddSeconds(call.GetProperty("atSeconds").GetDouble()));
            var order = Order(scenario, call, step);
            var result = await desk.PayAsync(order, CancellationToken.None);
            switch (call.GetProperty("status").GetInt32())
            {
                case 200:
                    step = Paid(call, Assert.IsType<PaymentResult.Paid>(result).Payment);
                    break;
                case 482:
                    Assert.Equal(RefusalKind.NothingDue, Assert.IsType<PaymentResult.Refused>(result).Refusal.Kind);
                    break;
                case 400 when step is null:
                    Assert.Equal(RefusalKind.TooManyTickets, Assert.IsType<PaymentResult.Refused>(result).Refusal.Kind);
                    break;
                default:
                    // C5: a new start, and the session goes on.
                    var fresh = Assert.IsType<PaymentResult.Paid>(result).Payment;
                    Assert.Equal((new Rational(1_658_880_000_000), 17, 1L, null), (fresh.Plan.Fee, fresh.Plan.TicketCount, fresh.Plan.Meter!.Sequence, fresh.Plan.Meter.BilledFrom));
                    return;
            }
        }
    }

    public void Dispose() => _key.Dispose();

    private static long Paid(JsonElement call, Payment payment)
    {
        Assert.Equal(call.GetProperty("numTickets").GetInt32(), payment.Tickets.Length);
        Assert.Equal(call.GetProperty("firstNonce").GetUInt32(), payment.Tickets[0].SenderNonce);
        Assert.Equal(call.GetProperty("lastNonce").GetUInt32(), payment.Tickets[^1].SenderNonce);
        Assert.Equal(call.GetProperty("fee").GetString(), payment.Plan.Fee.ToString());
        Assert.Equal(call.GetProperty("stateBalanceAfter").GetString(), payment.Plan.Meter!.Balance.ToString());
        Assert.Equal(call.GetProperty("billableUnits").GetString(), payment.Plan.Meter.Units.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(call.GetProperty("stateSequenceNumber").GetInt64(), payment.Plan.Meter.Sequence);
        return payment.Plan.Meter.Sequence;
    }

    private static PaymentOrder Order(JsonElement scenario, JsonElement call, long? step)
    {
        var price = scenario.GetProperty("price");
        var label = call.GetProperty("params").GetString()!;
        var parameters = Some.TicketParameters(label) with
        {
            FaceValue = Wei.Parse(scenario.GetProperty("faceValue").GetString()!),
            WinProbability = new WinProbability(BigInteger.Parse(scenario.GetProperty("winProb").GetString()!, CultureInfo.InvariantCulture)),
        };
        var offer = Some.Offer() with
        {
            Price = new PriceInfo(price.GetProperty("pricePerUnit").GetInt64(), price.GetProperty("pixelsPerUnit").GetInt64()),
            TicketParameters = parameters,
            AuthToken = Some.AuthToken() with { ExpirationUnixSeconds = Some.Now.AddHours(2).ToUnixTimeSeconds() },
        };
        MeteredJob job = (call.TryGetProperty("type", out var type) ? type.GetString() : "") switch
        {
            "lv2v" => new LiveJob(LiveUnit.PixelSeconds720p, "manifest", "", default, []),
            "live" => new LiveJob(LiveUnit.Seconds, "manifest", "", default, []),
            "fixed" => new FixedJob("manifest", "", default, []),
            _ => new UnitsJob(call.GetProperty("inPixels").GetInt64(), "manifest", "", default, []),
        };
        return new PaymentOrder(Some.Tenant, $"state/{(step ?? -1) + 1}/{label}", "state", offer, null, job, []) { Meter = new MeterOrder(step, OnlyIfDue: true) };
    }

    private static JsonElement.ArrayEnumerator Scenarios() => Document.RootElement.GetProperty("remotePaymentScenarios").EnumerateArray();
}
