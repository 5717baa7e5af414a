using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Halting;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Halting;

/// <summary>What stops at once, and what the ledger has to say to it.</summary>
public sealed class LatchedSwitchTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly StoreSwitch _store = new();
    private readonly LatchedSwitch _switch;

    public LatchedSwitchTests() => _switch = new LatchedSwitch(_store, _time);

    [Fact]
    public async Task Halt_WithALedgerThatFails_StopsThisProcess()
    {
        _store.Outage = "the disk is full";

        var failure = await Assert.ThrowsAsync<LedgerUnavailableException>(() => _switch.HaltAsync("stop", CancellationToken.None).AsTask());

        Assert.Equal("the disk is full", failure.Message);
        Assert.Equal("stop", _switch.Latched?.Reason);
        Assert.Equal("stop", (await _switch.ReadAsync(CancellationToken.None))?.Reason);
    }

    [Fact]
    public async Task Halt_WithALedgerThatIsSilent_StopsAtOnceAndWaitsAWhile()
    {
        _store.IsSilent = true;

        var halting = _switch.HaltAsync("stop", CancellationToken.None).AsTask();

        Assert.Equal("stop", _switch.Latched?.Reason);
        Assert.False(halting.IsCompleted);
        _time.Advance(LatchedSwitch.Patience);
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => halting);
        Assert.Equal("stop", _switch.Latched?.Reason);
    }

    [Fact]
    public async Task Resume_AfterAHaltInMemory_EndsBoth()
    {
        _store.Outage = "the disk is full";
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _switch.HaltAsync("stop", CancellationToken.None).AsTask());
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _switch.ResumeAsync(CancellationToken.None).AsTask());
        Assert.NotNull(_switch.Latched);

        _store.Outage = null;
        _store.Stored = new SigningHalt("an earlier one", DateTimeOffset.UnixEpoch);
        await _switch.ResumeAsync(CancellationToken.None);

        Assert.Null(_switch.Latched);
        Assert.Null(await _switch.ReadAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Resume_ThroughAnotherSignerOfTheLedger_IsFollowed()
    {
        await _switch.HaltAsync("stop", CancellationToken.None);
        Assert.NotNull(await _switch.ReadAsync(CancellationToken.None));
        Assert.NotNull(_switch.Latched);

        _store.Stored = null;

        Assert.Null(await _switch.ReadAsync(CancellationToken.None));
        Assert.Null(_switch.Latched);
    }

    [Fact]
    public async Task Halt_InMemoryOnly_IsNotEndedByALedgerThatKnowsNothingOfIt()
    {
        _store.Outage = "the disk is full";
        await Assert.ThrowsAsync<LedgerUnavailableException>(() => _switch.HaltAsync("stop", CancellationToken.None).AsTask());
        _store.Outage = null;

        Assert.NotNull(await _switch.ReadAsync(CancellationToken.None));
        Assert.NotNull(_switch.Latched);
    }
}
