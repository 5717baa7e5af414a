using System.Numerics;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Chain.Tests.Static;

public sealed class StaticChainViewTests
{
    private const long Genesis = 1_700_000_000;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(Genesis));

    [Fact]
    public void Current_AtGenesis_IsWhatWasConfigured()
    {
        var view = new StaticChainView(
            new StaticChainOptions
            {
                ChainId = 42161,
                DepositWei = "5000000000000000000",
                ReserveWei = "7",
                WithdrawRound = 3,
                Round = 40,
                RoundBlockHash = new string('a', 64),
                L1Block = 100,
                L1GenesisUnixSeconds = Genesis,
            },
            _time);

        Assert.Equal(
            new ChainSnapshot(
                42161,
                100,
                DateTimeOffset.FromUnixTimeSeconds(Genesis),
                40,
                Hash32.Parse(new string('a', 64)),
                new SenderFunds(new Wei(BigInteger.Parse("5000000000000000000", System.Globalization.CultureInfo.InvariantCulture)), new Wei(7), 3)),
            view.Current);
    }

    [Theory]
    [InlineData(11, 100, 0)]
    [InlineData(12, 101, 12)]
    [InlineData(35, 102, 24)]
    [InlineData(3600, 400, 3600)]
    public void Block_AdvancesWithTheClock(int seconds, long block, int seenAfterSeconds)
    {
        var view = new StaticChainView(new StaticChainOptions { L1Block = 100, L1GenesisUnixSeconds = Genesis }, _time);

        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(block, view.Current.LastSeenL1Block);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(Genesis + seenAfterSeconds), view.Current.L1BlockSeenAt);
    }

    [Fact]
    public void Block_BeforeGenesis_StaysAtTheFirst()
    {
        var view = new StaticChainView(new StaticChainOptions { L1Block = 100, L1GenesisUnixSeconds = Genesis + 1000 }, _time);

        Assert.Equal(100, view.Current.LastSeenL1Block);
    }

    [Fact]
    public void Block_WithoutATime_IsTheOneAtTheStart()
    {
        var view = new StaticChainView(new StaticChainOptions { L1Block = 100 }, _time);
        Assert.Equal(100, view.Current.LastSeenL1Block);

        _time.Advance(TimeSpan.FromSeconds(25));

        Assert.Equal(102, view.Current.LastSeenL1Block);
    }

    [Fact]
    public void Block_DefaultOptions_IsNeverOlderThanOneBlockTime()
    {
        var view = new StaticChainView(new StaticChainOptions(), _time);

        Assert.InRange(_time.GetUtcNow() - view.Current.L1BlockSeenAt, TimeSpan.Zero, TimeSpan.FromSeconds(12));
    }

    [Fact]
    public void SameBlock_SameInstance()
    {
        var view = new StaticChainView(new StaticChainOptions { L1GenesisUnixSeconds = Genesis }, _time);
        _time.Advance(TimeSpan.FromSeconds(13));
        var first = view.Current;

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Same(first, view.Current);
    }

    [Fact]
    public void SameBlock_AllocatesNothing()
    {
        var view = new StaticChainView(new StaticChainOptions { L1GenesisUnixSeconds = Genesis, BlockSeconds = 86_400 }, TimeProvider.System);
        var warm = view.Current.LastSeenL1Block;
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1_000; i++)
        {
            warm = Math.Max(warm, view.Current.LastSeenL1Block);
        }

        // A day passes at most once: one snapshot, not a thousand.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000);
    }

    [Fact]
    public void Round_WithoutALength_Stays()
    {
        var view = new StaticChainView(new StaticChainOptions { Round = 9, L1GenesisUnixSeconds = Genesis }, _time);

        _time.Advance(TimeSpan.FromDays(365));

        Assert.Equal(9, view.Current.LastInitializedRound);
    }

    [Fact]
    public void Round_WithALength_AdvancesAndHasAHashOfItsOwn()
    {
        var view = new StaticChainView(new StaticChainOptions { Round = 9, L1GenesisUnixSeconds = Genesis, RoundLengthBlocks = 10 }, _time);
        var first = view.Current;

        _time.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(first.LastInitializedRoundBlockHash, view.Current.LastInitializedRoundBlockHash);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(10, view.Current.LastInitializedRound);
        Assert.NotEqual(first.LastInitializedRoundBlockHash, view.Current.LastInitializedRoundBlockHash);
    }

    [Fact]
    public void BadOptions_AreAllNamedAtOnce()
    {
        var options = new StaticChainOptions { BlockSeconds = 0, DepositWei = "1 ETH", ReserveWei = "-1", RoundBlockHash = "0x12" };

        var failure = Assert.Throws<ArgumentException>(() => new StaticChainView(options, _time));

        Assert.Equal(4, options.Problems().Count);
        Assert.All(["BlockSeconds", "DepositWei", "ReserveWei", "RoundBlockHash"], name => Assert.Contains(name, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Amount_BeyondTheWord_IsNamed() =>
        Assert.Contains("ReserveWei", Assert.Single(new StaticChainOptions { ReserveWei = (BigInteger.One << 256).ToString(System.Globalization.CultureInfo.InvariantCulture) }.Problems()), StringComparison.Ordinal);
}
