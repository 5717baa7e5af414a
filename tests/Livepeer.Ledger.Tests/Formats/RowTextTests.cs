using System.Numerics;
using Livepeer.Ledger.Formats;
using Livepeer.Ledger.State;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Ledger.Tests.Formats;

/// <summary>Rows as texts: what is read is what was written, and the names in them never change.</summary>
public sealed class RowTextTests
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private static readonly OpenPayment Open = new("key \"1\"", new Rational(5, 3), new Rational(1_000), new Rational(1, 7), Time.AddMinutes(2));

    private static readonly MeterReading Reading = new(
        4, BigInteger.Pow(2, 80), Time.AddMinutes(-1), Time, new Rational(-1, 3), new UnitPrice(5, 7), new MeterGrant(99, "who"));

    [Fact]
    public void Payment_WithPlan_ComesBack()
    {
        var row = Payment(new PaymentPlan(
            (3u << 10) + 1, 2, new TicketExpiration(42, Order.Hash(9)), new Rational(22, 7), new Rational(1_000), new Rational(-1, 3), 499, 40)
        { Meter = Reading });

        Assert.Equal(row, PaymentJson.Read(PaymentJson.Write(row)));
    }

    [Fact]
    public void Payment_Tombstone_IsSmallAndComesBack()
    {
        var row = Payment(plan: null);

        var text = PaymentJson.Write(row);

        Assert.Equal(row, PaymentJson.Read(text));
        Assert.DoesNotContain("plan\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Balance_WithOpenPayments_ComesBack()
    {
        var balance = new BalanceState(new Rational(-7, 9), [Open, Open with { IdempotencyKey = "2" }], Time);

        Assert.Equal(balance, BalanceJson.Read(BalanceJson.Write(balance)));
    }

    [Fact]
    public void Nonces_AnySpace_KeepItsNames()
    {
        var nonces = new NonceState(4_194_303, 500, new DateTimeOffset(10, TimeSpan.Zero));

        Assert.Equal("""{"generation":4194303,"used":500,"retainUntil":10}""", NonceJson.Write(nonces));
        Assert.Equal(nonces, NonceJson.Read(NonceJson.Write(nonces)));
    }

    [Fact]
    public void Session_WithMeter_ComesBack()
    {
        var meter = new MeterState(
            JobKind.Live, LiveUnit.PixelSeconds720p, "app/model", new Rational(9, 2), Time, 3, new UnitPrice(5, 7), new MeterGrant(99, "who"), [Open]);
        var session = new SessionState(new Rational(5, 3), 3, 4, new Rational(1_000, 3), Time) { Meter = meter };

        Assert.Equal(session, SessionJson.Read(SessionJson.Write(session)));
    }

    [Fact]
    public void Meter_WithManifest_ComesBack()
    {
        var meter = new MeterState(JobKind.Fixed, LiveUnit.Unknown, "", Rational.Zero, Time, 0, new UnitPrice(5, 7), MeterGrant.None, []) { ManifestId = "4f2a91c0" };

        Assert.Equal(meter, MeterJson.Read(MeterJson.Write(meter)));
        Assert.DoesNotContain("manifest", MeterJson.Write(meter with { ManifestId = "" }), StringComparison.Ordinal);
        Assert.Equal("", MeterJson.Read(MeterJson.Write(meter with { ManifestId = "" })).ManifestId);
    }

    [Fact]
    public void UsageDay_AnySums_ComeBack()
    {
        var id = new UsageDayId(new DateOnly(2026, 1, 2), new TenantId("acme"), JobKind.Ai, "29", "model");
        var day = new UsageDay(id.Day, id.Tenant, id.Kind, id.Capability, id.Model, 3, 5, new Rational(1, 3), new Rational(5), BigInteger.Pow(10, 30));

        Assert.Equal(day, UsageDayJson.Read(UsageDayJson.Write(day), id));
    }

    private static PaymentRow Payment(PaymentPlan? plan) => new(
        new StoredPayment(Order.Hash(7), plan, new Order("a").Keys.Balance) { Metered = plan is null ? null : new SessionKey("session", Order.Recipient) },
        Time.AddMinutes(40));
}
