using System.Numerics;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Ledger.Tests;

/// <summary>Ordinary lines of the account.</summary>
internal static class UsageRecords
{
    public static UsageRecord Record(string key, string tenant, DateTimeOffset at) => new(
        new TenantId(tenant),
        at,
        key,
        "session",
        JobKind.Ai,
        "27",
        "stabilityai/sd-turbo",
        "27_stabilityai/sd-turbo",
        Order.Recipient,
        Order.Sender,
        "https://orchestrator.example:8935",
        Order.Hash(1),
        4,
        3,
        new UnitPrice(7, 3),
        new Rational(1, 3),
        new Rational(1_000, 7),
        30,
        new Rational(-5, 2),
        new MeterReading(3, BigInteger.Pow(10, 20), new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero), new Rational(1, 9), new UnitPrice(8, 3), new MeterGrant(9, "id")));
}
