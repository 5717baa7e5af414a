using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Ledger.Tests;

public sealed class LedgerClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Read_OrdinaryTime_IsTheWallClock()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(Start.AddSeconds(90), clock.Read());
        Assert.Equal(TimeSpan.Zero, clock.Lead);
    }

    [Fact]
    public void Read_WallClockBehindTheFile_GoesOnFromTheFileAtHalfSpeed()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new LedgerClock(time, Start.AddHours(1));

        Assert.Equal(Start.AddHours(1), clock.Read());
        time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(Start.AddMinutes(65), clock.Read());
        Assert.Equal(TimeSpan.FromMinutes(55), clock.Lead);
    }

    [Fact]
    public void Read_WallClockHasCaughtUp_IsTheWallClockAgain()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new LedgerClock(time, Start.AddHours(1));
        time.Advance(TimeSpan.FromHours(3));

        Assert.Equal(Start.AddHours(3), clock.Read());
    }

    [Fact]
    public void Read_WallClockSetBack_NeverGoesBack()
    {
        var time = new FakeTimeProvider(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        var before = clock.Read();
        time.AdjustTime(Start.AddDays(-1));

        Assert.True(clock.Read() >= before);
        Assert.True(clock.Lead >= TimeSpan.FromDays(1));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public void Read_WallClockAheadOfTheMonotonicOne_IsAJumpOnce(int seconds, bool jump)
    {
        var time = new TwoClocks(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        time.Pass(TimeSpan.FromDays(3));
        clock.Read();
        Assert.False(clock.Jumped);

        time.Set(TimeSpan.FromSeconds(seconds));

        clock.Read();
        Assert.Equal(jump, clock.Jumped);
        clock.Read();
        Assert.False(clock.Jumped);
    }

    [Fact]
    public void Read_WallClockBehindTheMonotonicOne_IsNoJump()
    {
        var time = new TwoClocks(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        time.Set(TimeSpan.FromHours(-1));

        clock.Read();

        Assert.False(clock.Jumped);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public void Raise_FarBeyondWhatPassedHere_IsAJumpOnce(int seconds, bool jump)
    {
        var time = new TwoClocks(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        clock.Read();
        time.Pass(TimeSpan.FromDays(1));

        clock.Raise(Start.AddDays(1).AddSeconds(seconds));

        Assert.Equal(Start.AddDays(1).AddSeconds(seconds), clock.Read());
        Assert.Equal(jump, clock.Jumped);
        clock.Read();
        Assert.False(clock.Jumped);
    }

    [Fact]
    public void Raise_AfterADayWithoutAReading_IsNoJump()
    {
        var time = new TwoClocks(Start);
        var clock = new LedgerClock(time, DateTimeOffset.MinValue);
        clock.Read();
        time.Pass(TimeSpan.FromDays(1));

        clock.Raise(Start.AddDays(1).AddSeconds(-1));

        Assert.Equal(Start.AddDays(1), clock.Read());
        Assert.False(clock.Jumped);
    }

    [Fact]
    public async Task Ledger_WallClockJumped_TakesAnotherEpochInTheSameGeneration()
    {
        var folder = new LedgerFolder();
        var time = new TwoClocks(Start);
        await using (var ledger = EmbeddedLedger.Open(folder.Options, time))
        {
            await new Order("a").PayAsync(ledger);
            var before = await new Order("look").LookAsync(ledger);
            time.Set(TimeSpan.FromSeconds(30));

            var after = await new Order("look").LookAsync(ledger);

            Assert.NotEqual(before.Epoch, after.Epoch);
            Assert.Equal((before.Generation, before.Nonces), (after.Generation, after.Nonces));
            Assert.Contains(after.Epoch, await ledger.ReadAsync((file, _) => file.Epochs.List(), CancellationToken.None));
        }

        folder.Delete();
    }

    [Fact]
    public async Task Ledger_ReopenedWithAnEarlierClock_GoesOnWhereItWas()
    {
        var folder = new LedgerFolder();
        var first = EmbeddedLedger.Open(folder.Options, new FakeTimeProvider(Start));
        await new Order("a").PayAsync(first);
        await first.DisposeAsync();

        var second = EmbeddedLedger.Open(folder.Options, new FakeTimeProvider(Start.AddHours(-5)));
        var seen = await new Order("b").LookAsync(second);
        var lead = second.Counters.ClockLead;
        await second.DisposeAsync();
        folder.Delete();

        Assert.Equal(Start, seen.Now);
        Assert.Equal(TimeSpan.FromHours(5), lead);
    }

    /// <summary>A wall clock that somebody sets, beside a monotonic one that nobody can.</summary>
    private sealed class TwoClocks(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _wall = start;
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _wall;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time)
        {
            _ticks += time.Ticks;
            _wall += time;
        }

        public void Set(TimeSpan by) => _wall += by;
    }
}
