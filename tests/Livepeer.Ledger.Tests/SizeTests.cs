using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>A file that is used for months is no larger than one that is used for weeks: what has ended makes room.</summary>
public sealed class SizeTests
{
    private const int Fortnights = 10;
    private const int Payments = 500;

    [Fact]
    public async Task Months_OfTheSameLoad_KeepTheFileAsSmallAsTheFirstWeeks()
    {
        var folder = new LedgerFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var sizes = new List<long>();
        await using (var ledger = EmbeddedLedger.Open(folder.Options, time))
        {
            for (var fortnight = 0; fortnight < Fortnights; fortnight++)
            {
                await Task.WhenAll(Enumerable.Range(0, Payments).Select(i => PayAsync(ledger, $"{fortnight}-{i}", unchecked((byte)i))));
                sizes.Add(await AskAsync(ledger, "PRAGMA page_count"));
                time.Advance(TimeSpan.FromDays(14));
                await UntilEmptyAsync(ledger);
            }
        }

        folder.Delete();
        Assert.True(sizes[0] > 100, $"{sizes[0]} pages say nothing.");
        Assert.All(sizes.Skip(2), size => Assert.True(size <= sizes[1] * 1.1, string.Join(' ', sizes)));
    }

    private static async Task PayAsync(EmbeddedLedger ledger, string key, byte space)
    {
        var order = new Order(key) { Bucket = key, Session = key, RandHash = Order.Hash(space) };
        await ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => (LedgerDecision.Commit)order.Decide(snapshot) with { Usage = UsageRecords.Record(key, "acme", snapshot.Now) },
            CancellationToken.None);
    }

    private static async Task UntilEmptyAsync(EmbeddedLedger ledger)
    {
        const string Rows =
            """
            SELECT (SELECT count(*) FROM payments) + (SELECT count(*) FROM balances) + (SELECT count(*) FROM open_payments)
                + (SELECT count(*) FROM nonces) + (SELECT count(*) FROM sessions) + (SELECT count(*) FROM usage_events)
            """;
        var deadline = TimeProvider.System.GetTimestamp();
        while (await AskAsync(ledger, Rows) != 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(30), "The sweep did not come.");
            await Task.Yield();
        }
    }

    private static Task<long> AskAsync(EmbeddedLedger ledger, string question) => ledger.ReadAsync(
        (file, _) =>
        {
            using var command = file.Connection.CreateCommand();
#pragma warning disable CA2100 // constants of this test
            command.CommandText = question;
#pragma warning restore CA2100
            return (long)command.ExecuteScalar()!;
        },
        CancellationToken.None);
}
