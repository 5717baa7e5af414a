using System.Globalization;
using Livepeer.Payments.Desk.Audit;

namespace Livepeer.Ledger.Tests;

/// <content>Ends of audit logs.</content>
public abstract partial class LedgerContract
{
    private const string Log = "00112233445566aa";

    private ILedgerAnchors Anchors => (ILedgerAnchors)Ledger;

    [Fact]
    public async Task Anchor_FreshLedger_KnowsNone() => Assert.Empty(await Anchors.ReadAnchorsAsync(CancellationToken.None));

    [Fact]
    public async Task Anchor_OfEachLog_IsTheHighestAndOutlivesTheLedger()
    {
        await AnchorAsync(Anchor(10));
        await AnchorAsync(Anchor(30));
        await AnchorAsync(Anchor(7, "another log|%"));

        Assert.Equal([Anchor(30), Anchor(7, "another log|%")], await Anchors.ReadAnchorsAsync(CancellationToken.None));
        Ledger = await ReopenAsync(Ledger);
        Assert.Equal([Anchor(30), Anchor(7, "another log|%")], await Anchors.ReadAnchorsAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public async Task Anchor_NumberNotAbove_ChangesNothing(long sequence)
    {
        await AnchorAsync(Anchor(10));

        await AnchorAsync(Anchor(sequence) with { Hash = Order.Hash(99) });

        Assert.Equal([Anchor(10)], await Anchors.ReadAnchorsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Anchor_InsteadOfTheKnownOne_GoesBack()
    {
        await AnchorAsync(Anchor(10));

        await AnchorAsync(Anchor(4), instead: Anchor(10) with { At = Time.GetUtcNow().AddHours(-1) });
        Assert.Equal([Anchor(4)], await Anchors.ReadAnchorsAsync(CancellationToken.None));

        // What it is instead of is not there any more: nothing goes back a second time.
        await AnchorAsync(Anchor(3), instead: Anchor(10));
        await AnchorAsync(Anchor(2), instead: Anchor(4) with { Hash = Order.Hash(99) });
        Assert.Equal([Anchor(4)], await Anchors.ReadAnchorsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Anchors_TwoAtOnce_TheHigherOneStays()
    {
        await Task.WhenAll(Enumerable.Range(1, 40).Select(i => AnchorAsync(Anchor(((i * 17) % 41) + 1))));

        Assert.Equal([Anchor(41)], await Anchors.ReadAnchorsAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Anchors_OfTooManyLogs_TheOneNotedDownLongestAgoIsForgotten()
    {
        await Task.WhenAll(Enumerable.Range(0, ILedgerAnchors.MaxLogs).Select(i => AnchorAsync(Anchor(1, Name(i)) with { At = Time.GetUtcNow().AddMinutes(i == 3 ? -1 : 0) })));
        await AnchorAsync(Anchor(1, Name(ILedgerAnchors.MaxLogs)));

        var known = await Anchors.ReadAnchorsAsync(CancellationToken.None);

        Assert.Equal(ILedgerAnchors.MaxLogs, known.Count);
        Assert.DoesNotContain(Name(3), known.Select(anchor => anchor.Log));
        Assert.Contains(Name(ILedgerAnchors.MaxLogs), known.Select(anchor => anchor.Log));

        static string Name(int i) => i.ToString("D16", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Anchor_OfNothing_IsRefused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AnchorAsync(Anchor(0)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AnchorAsync(Anchor(1, " ")));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => AnchorAsync(Anchor(1, new string('a', LogAnchor.MaxLogLength + 1))));
        Assert.Empty(await Anchors.ReadAnchorsAsync(CancellationToken.None));
    }

    private LogAnchor Anchor(long sequence, string log = Log) => new(log, sequence, Order.Hash((byte)(sequence % 90)), Time.GetUtcNow());

    private Task AnchorAsync(LogAnchor anchor, LogAnchor? instead = null) => Anchors.AnchorAsync(anchor, instead, CancellationToken.None).AsTask();
}
