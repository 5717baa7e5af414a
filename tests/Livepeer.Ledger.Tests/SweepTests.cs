using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>The file stays bounded: what has ended leaves it, in slices.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private const int Payments = 700;
    private readonly LedgerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private EmbeddedLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = EmbeddedLedger.Open(_folder.Options, _time);
        await Task.WhenAll(Enumerable.Range(0, Payments).Select(i =>
            (new Order($"{i}") { Bucket = $"b{i}", Session = $"s{i}", RandHash = Order.Hash((byte)(i % 256)) }).PayAsync(_ledger)));
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task Rows_WhileTheyCount_Stay()
    {
        _time.Advance(TimeSpan.FromMinutes(8));

        Assert.Equal((Payments, 0, Payments, Payments, 256, Payments), await RowsAsync());
    }

    [Fact]
    public async Task Balances_Idle_LeaveWithTheirOpenPayments()
    {
        _time.Advance(TimeSpan.FromMinutes(11));

        await UntilRowsAsync((Payments, 0, 0, 0, 256, Payments));
    }

    [Fact]
    public async Task Plans_PastTheirTime_BecomeTombstones()
    {
        _time.Advance(TimeSpan.FromMinutes(42));

        await UntilRowsAsync((0, Payments, 0, 0, 256, Payments));
    }

    [Fact]
    public async Task Everything_TwoDaysLater_IsGone()
    {
        _time.Advance(TimeSpan.FromDays(2));

        await UntilRowsAsync((0, 0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task SweptBalance_UsedAgain_StartsFromNothing()
    {
        var order = new Order("again") { Bucket = "b5", Session = "s5", RandHash = Order.Hash(5) };
        _time.Advance(TimeSpan.FromMinutes(11));
        await UntilRowsAsync((Payments, 0, 0, 0, 256, Payments));

        await order.PayAsync(_ledger);

        Assert.Equal("again", Assert.Single((await (order with { Key = "look" }).LookAsync(_ledger)).Balance!.Open).IdempotencyKey);
        Assert.Equal((Payments + 1, 0, 1, 1, 256, Payments), await RowsAsync());
    }

    [Fact]
    public async Task Slices_AreSmallWhilePaymentsCome()
    {
        _time.Advance(TimeSpan.FromDays(2));
        var before = _ledger.Counters.Commits;
        await UntilRowsAsync((0, 0, 0, 0, 0, 0));

        // 700 rows per table in slices of at most 256.
        Assert.InRange(_ledger.Counters.Commits - before, 3, 100);
    }

    private async Task UntilRowsAsync((int Plans, int Tombstones, int Balances, int Open, int Nonces, int Sessions) expected)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (await RowsAsync() != expected && TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(20))
        {
            await Task.Yield();
        }

        Assert.Equal(expected, await RowsAsync());
    }

    private Task<(int Plans, int Tombstones, int Balances, int Open, int Nonces, int Sessions)> RowsAsync() => _ledger.ReadAsync(
        (file, _) =>
        {
            using var count = file.Connection.CreateCommand();
            count.CommandText =
                """
                SELECT (SELECT count(*) FROM payments WHERE plan IS NOT NULL), (SELECT count(*) FROM payments WHERE plan IS NULL),
                    (SELECT count(*) FROM balances), (SELECT count(*) FROM open_payments), (SELECT count(*) FROM nonces), (SELECT count(*) FROM sessions)
                """;
            using var reader = count.ExecuteReader();
            reader.Read();
            return (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5));
        },
        CancellationToken.None);
}
