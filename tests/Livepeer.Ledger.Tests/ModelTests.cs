using System.Globalization;
using FsCheck;
using FsCheck.Xunit;
using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;
using TestKit.Payments;

namespace Livepeer.Ledger.Tests;

/// <summary>The embedded ledger, with hardly any memory, many restarts and failing planners, against the plain fake: both show the same at every step.</summary>
public sealed class ModelTests
{
    private const int Steps = 120;

    [Property(MaxTest = 12)]
    public async Task AnyHistory_EmbeddedAndModel_ShowTheSame(int seed)
    {
        var folder = new LedgerFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var options = new EmbeddedLedgerOptions { Path = folder.File, FirstEpoch = 0, CachedRows = 16 };
        var random = new Random(seed);
        var model = new RecordingLedger(time);
        var ledger = EmbeddedLedger.Open(options, time);
        model.Generation = await ledger.ReadGenerationAsync(CancellationToken.None);
        for (var step = 0; step < Steps; step++)
        {
            switch (random.Next(12))
            {
                case 0:
                    time.Advance(TimeSpan.FromSeconds(random.Next(1, 200)));
                    break;
                case 1:
                    time.Advance(TimeSpan.FromMinutes(random.Next(1, 60 * 30)));
                    break;
                case 2:
                    await ledger.DisposeAsync();
                    ledger = EmbeddedLedger.Open(options, time);
                    model.Epoch = ledger.Counters.Epoch;
                    break;
                case 4 when random.Next(8) == 0:
                    model.Generation = await ledger.BeginGenerationAsync("a loss", CancellationToken.None);
                    model.ForgetCredit();
                    model.Epoch = ledger.Counters.Epoch;
                    break;
                case 3:
                    var tenant = Any(random).Tenant;
                    var settlements = AnySettlements(random);
                    Assert.Equal(
                        await model.SettleAsync(tenant, settlements, CancellationToken.None),
                        await ledger.SettleAsync(tenant, settlements, CancellationToken.None));
                    break;
                default:
                    await SameAsync(Any(random), random.Next(4), model, ledger);
                    break;
            }
        }

        await ledger.DisposeAsync();
        folder.Delete();
    }

    private static async Task SameAsync(Order order, int end, ILedger model, ILedger ledger)
    {
        var expected = await SeenAsync(order, end, model);
        var actual = await SeenAsync(order, end, ledger);

        Assert.Equal(Sorted(expected.Balance), Sorted(actual.Balance));
        Assert.Equal(expected with { Balance = null }, actual with { Balance = null });
    }

    private static async Task<LedgerSnapshot> SeenAsync(Order order, int end, ILedger ledger)
    {
        LedgerSnapshot? seen = null;
        var failure = await Record.ExceptionAsync(async () => await ledger.ApplyAsync(
            order.Keys,
            order.Settlements,
            snapshot =>
            {
                seen = snapshot;
                return end switch
                {
                    0 => Order.Refusal,
                    1 => throw new DivideByZeroException(),
                    _ => order.Decide(snapshot),
                };
            },
            CancellationToken.None));
        Assert.Equal(end == 1 ? typeof(DivideByZeroException) : null, failure?.GetType());
        return seen!;
    }

    private static string Sorted(BalanceState? balance) => balance is null
        ? "nothing"
        : string.Join('\n', [$"{balance.Credit} {balance.LastUsed:O}", .. balance.Open.Select(open => open.ToString()).Order(StringComparer.Ordinal)]);

    private static Order Any(Random random) => new(AnyKey(random))
    {
        Tenant = new TenantId(random.Next(2) == 0 ? "acme" : "zebra"),
        Bucket = string.Create(CultureInfo.InvariantCulture, $"b{random.Next(30)}"),
        Session = string.Create(CultureInfo.InvariantCulture, $"s{random.Next(30)}"),
        RandHash = random.Next(5) == 0 ? null : Order.Hash((byte)random.Next(30)),
        Settlements = AnySettlements(random),
    };

    private static string AnyKey(Random random) => string.Create(CultureInfo.InvariantCulture, $"k{random.Next(80)}");

    private static Settlement[] AnySettlements(Random random) =>
        [.. Enumerable.Range(0, random.Next(4)).Select(_ => new Settlement(
            AnyKey(random),
            (PaymentOutcomeKind)random.Next(1, 5),
            random.Next(2_000),
            random.Next(3) == 0 ? "Insufficient balance" : "busy"))];
}
