using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

/// <summary>What the embedded ledger promises beyond the contract: restarts, batches, bounds, faults.</summary>
public sealed class EmbeddedLedgerTests : IAsyncLifetime
{
    private readonly LedgerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private EmbeddedLedger _ledger = null!;

    public Task InitializeAsync()
    {
        Open(_folder.Options);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Delete();
    }

    [Fact]
    public async Task Reopened_ShowsExactlyWhatWasStored()
    {
        await (new Order("a") with { Bucket = "" }).PayAsync(_ledger);
        await (new Order("b") with { Bucket = "", Settlements = [new Settlement("a", PaymentOutcomeKind.Delivered, 333, string.Empty)] }).PayAsync(_ledger);
        await (new Order("c") with { Bucket = "" }).PayAsync(_ledger);
        var looking = new Order("b") { Bucket = "" };
        var before = await looking.LookAsync(_ledger);

        await ReopenAsync(_folder.Options);
        var after = await looking.LookAsync(_ledger);

        Assert.Equal(before.Balance!.Open.Order(ByKey), after.Balance!.Open.Order(ByKey));
        Assert.Equal(before with { Balance = null, Epoch = after.Epoch }, after with { Balance = null });
        Assert.Equal(before.Balance with { Open = [] }, after.Balance with { Open = [] });
    }

    [Fact]
    public async Task SettledPayment_Reopened_IsNotOpenAgain()
    {
        await new Order("a").PayAsync(_ledger);
        await new Order("b").PayAsync(_ledger);
        await _ledger.SettleAsync(new Order("a").Tenant, [Order.Delivered("a", 10)], CancellationToken.None);

        await ReopenAsync(_folder.Options);

        Assert.Equal("b", Assert.Single((await new Order("c").LookAsync(_ledger)).Balance!.Open).IdempotencyKey);
    }

    [Fact]
    public async Task ManyCallers_ShareCommits()
    {
        using var release = new ManualResetEventSlim();
        var first = await HoldWriterUntilBegunAsync(release);
        var others = Enumerable.Range(0, 100).Select(i => new Order($"{i}").PayAsync(_ledger)).ToArray();
        release.Set();
        await Task.WhenAll([first, .. others]);

        var counters = _ledger.Counters;
        Assert.Equal((1, 100), (counters.Commits, counters.LargestBatch));
    }

    [Fact]
    public async Task OneCaller_EveryOrderIsACommitOfItsOwn()
    {
        for (var i = 0; i < 5; i++)
        {
            await new Order($"{i}").PayAsync(_ledger);
        }

        Assert.Equal(5, _ledger.Counters.Commits);
    }

    [Fact]
    public async Task OrdersOfOneBatch_OneThrows_TheOthersAreStored()
    {
        using var release = new ManualResetEventSlim();
        var first = await HoldWriterUntilBegunAsync(release);
        var good = new Order("good").PayAsync(_ledger);
        var bad = _ledger.ApplyAsync(new Order("bad").Keys, [], _ => throw new DivideByZeroException(), CancellationToken.None).AsTask();
        var alsoGood = new Order("also good").PayAsync(_ledger);
        release.Set();

        await Assert.ThrowsAsync<DivideByZeroException>(() => bad);
        await first;
        Assert.Equal(1u, (await good).FirstNonce);
        Assert.Equal(2u, (await alsoGood).FirstNonce);
    }

    [Fact]
    public async Task FullQueue_RefusesAtOnceAndSaysSo()
    {
        await ReopenAsync(new EmbeddedLedgerOptions { Path = _folder.File, MaxQueuedOrders = 2 });
        using var release = new ManualResetEventSlim();
        var first = await HoldWriterUntilBegunAsync(release);
        var waiting = new[] { new Order("a").PayAsync(_ledger), new Order("b").PayAsync(_ledger) };

        var refused = await Assert.ThrowsAsync<LedgerUnavailableException>(() => new Order("c").PayAsync(_ledger));
        release.Set();

        Assert.Contains("queue is full: 2 orders", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, _ledger.Counters.RefusedOrders);
        await Task.WhenAll([first, .. waiting]);
        Assert.Null((await new Order("c").LookAsync(_ledger)).Earlier);
    }

    [Fact]
    public async Task CancelledWhileWaiting_NothingHappens()
    {
        using var release = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var first = await HoldWriterUntilBegunAsync(release);
        var waiting = new Order("a").ApplyAsync(_ledger, cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();

        await first;
        Assert.Null((await new Order("a").LookAsync(_ledger)).Earlier);
    }

    [Fact]
    public async Task FailedCommit_FailsTheWholeBatchAndLeavesNothing()
    {
        await new Order("before").PayAsync(_ledger);
        await LimitPagesAsync(full: true);
        using var release = new ManualResetEventSlim();
        var first = await HoldWriterUntilBegunAsync(release);
        var large = new Order("large") { Bucket = new string('x', 1_000), Session = new string('y', 1_000) };
        var batch = Enumerable.Range(0, 50).Select(i => (large with { Key = $"large {i}" }).PayAsync(_ledger)).ToArray();
        release.Set();

        await Assert.ThrowsAnyAsync<LedgerUnavailableException>(() => Task.WhenAll([first, .. batch]));

        Assert.All(batch, payment => Assert.IsType<LedgerUnavailableException>(payment.Exception?.InnerException));
        Assert.True(_ledger.Counters.FailedCommits >= 1);
        Assert.Null((await (large with { Key = "large 7" }).LookAsync(_ledger)).Earlier);
    }

    [Fact]
    public async Task FailedCommit_OnceThereIsSpaceAgain_GoesOnWithoutRepeatingANonce()
    {
        Assert.Equal(1u, (await new Order("before").PayAsync(_ledger)).FirstNonce);
        await LimitPagesAsync(full: true);
        var large = new Order("large") { Bucket = new string('x', 1_000), Session = new string('y', 1_000) };
        var failures = 0;
        for (var i = 0; i < 50; i++)
        {
            failures += await Record.ExceptionAsync(() => (large with { Key = $"large {i}", RandHash = Order.Hash(2) }).PayAsync(_ledger)) is null ? 0 : 1;
        }

        await LimitPagesAsync(full: false);
        await _ledger.ProbeAsync(CancellationToken.None);

        Assert.NotEqual(0, failures);
        var after = (await new Order("after").PayAsync(_ledger)).FirstNonce;
        var again = (await (large with { Key = "again", RandHash = Order.Hash(2) }).PayAsync(_ledger)).FirstNonce;
        Assert.Equal(2u, after & SenderNonce.MaxCounter);
        Assert.Equal((uint)(50 - failures + 1), again & SenderNonce.MaxCounter);

        // Whether a failed commit is on the disk after all is more than anybody can know: nothing is made under its epoch again.
        Assert.NotEqual(0u, after >> SenderNonce.CounterBits);
        Assert.InRange(_ledger.Counters.EpochChanges, failures, failures + 1);
    }

    [Fact]
    public async Task DecisionThatTakesANonceBack_IsAFaultAndStoresNothing()
    {
        await new Order("a").PayAsync(_ledger);
        await new Order("b").PayAsync(_ledger);
        var order = new Order("c");

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await _ledger.ApplyAsync(
            order.Keys,
            [],
            snapshot => ((LedgerDecision.Commit)order.Decide(snapshot)) with { Nonces = snapshot.Nonces! with { Used = 1 } },
            CancellationToken.None));

        Assert.Equal(2, (await order.LookAsync(_ledger)).Nonces!.Used);
    }

    [Fact]
    public async Task KeyText_ThatTwoTextsCouldShare_IsRefused()
    {
        Order[] orders = [new("a") { Tenant = default }, new("nul\0"), new("half a pair \ud800"), new("a") { Bucket = new string('x', 1_025) }];

        foreach (var order in orders)
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await order.ApplyAsync(_ledger));
        }
    }

    [Fact]
    public async Task Disposed_FinishesWhatWaitsAndRefusesTheRest()
    {
        using var release = new ManualResetEventSlim();
        var first = await HoldWriterUntilBegunAsync(release);
        var waiting = new Order("a").PayAsync(_ledger);
        var closing = _ledger.DisposeAsync().AsTask();
        release.Set();
        await closing;

        await first;
        Assert.Equal(1u, (await waiting).FirstNonce);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => new Order("b").PayAsync(_ledger));
    }

    [Fact]
    public async Task Lists_ShowOneTenantOrAll()
    {
        await new Order("a").PayAsync(_ledger);
        await (new Order("b") with { Tenant = new TenantId("zebra"), Bucket = "stripes", Settlements = [] }).PayAsync(_ledger);
        await _ledger.SettleAsync(new TenantId("zebra"), [Order.Delivered("b", 250)], CancellationToken.None);

        var balances = await _ledger.ListBalancesAsync(null, 10, CancellationToken.None);
        var zebra = Assert.Single(await _ledger.ListBalancesAsync(new TenantId("zebra"), 10, CancellationToken.None));
        var session = Assert.Single(await _ledger.ListSessionsAsync(new TenantId("acme"), 10, CancellationToken.None));

        Assert.Equal(["acme", "zebra"], balances.Select(balance => balance.Tenant.Value));
        Assert.Equal(new Rational(750), zebra.State.Credit);
        Assert.Equal("stripes", zebra.Key.Bucket);
        Assert.Equal(new Rational(1_000, 3), session.State.ExpectedValue);
        Assert.Single(await _ledger.ListBalancesAsync(null, 1, CancellationToken.None));
    }

    private static IComparer<OpenPayment> ByKey => Comparer<OpenPayment>.Create((left, right) => string.CompareOrdinal(left.IdempotencyKey, right.IdempotencyKey));

    private void Open(EmbeddedLedgerOptions options) => _ledger = EmbeddedLedger.Open(options, _time);

    private async Task ReopenAsync(EmbeddedLedgerOptions options)
    {
        await _ledger.DisposeAsync();
        Open(options);
    }

    /// <summary>Keeps the writer busy, so that what comes next shares a batch.</summary>
    private async Task<Task> HoldWriterUntilBegunAsync(ManualResetEventSlim release)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = HoldWriterAsync(release, begun);
        await begun.Task;
        return held;
    }

    private async Task HoldWriterAsync(ManualResetEventSlim release, TaskCompletionSource begun) =>
        await _ledger.ApplyAsync(
            new Order("holds the writer").Keys,
            [],
            _ =>
            {
                begun.TrySetResult();
                release.Wait();
                return Order.Refusal;
            },
            CancellationToken.None);

    /// <summary>SQLite's own bound on the size of the file: a full disk without a disk.</summary>
    private async Task LimitPagesAsync(bool full) => await _ledger.ReadAsync(
        (file, _) =>
        {
            using var limit = file.Connection.CreateCommand();
            limit.CommandText = full ? "PRAGMA max_page_count = 1" : "PRAGMA max_page_count = 1000000";
            return limit.ExecuteScalar();
        },
        CancellationToken.None);
}
