using DevOrchestrator.Accounts;
using DevOrchestrator.Control;
using DevOrchestrator.Metering;
using DevOrchestrator.Recipient;
using DevOrchestrator.Sessions;
using DevOrchestrator.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Sessions;

public sealed class PaidSessionTableTests
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private readonly StatsBook _stats = new();
    private readonly PaidSessionTable _table;

    public PaidSessionTableTests() => _table = new PaidSessionTable(_stats, _clock);

    [Fact]
    public void Reserve_SameIdOrNoPlace_SaysWhich()
    {
        Assert.NotNull(_table.Reserve(JobKind.Runner, "a", "r", default, 1).Session);

        Assert.Equal((null, true), _table.Reserve(JobKind.Runner, "a", "r", default, 1));
        Assert.Equal((null, false), _table.Reserve(JobKind.Runner, "b", "r", default, 1));
        Assert.NotNull(_table.Reserve(JobKind.Runner, "b", "other", default, 1).Session);
        _table.End("a", "over");
        Assert.NotNull(_table.Reserve(JobKind.Runner, "a", "r", default, 1).Session);
    }

    [Fact]
    public void End_Reservation_LeavesNoTrace()
    {
        var session = _table.Reserve(JobKind.Runner, "a", "r", default, 1).Session!;

        _table.End("a", "not paid");
        _table.Begin(session, meter: null);

        Assert.Empty(Sessions());
        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public void Begin_MeterFails_SessionEndsWithItsReason()
    {
        var session = _table.Reserve(JobKind.Live, "a", "noop", default, 1).Session!;

        _table.Begin(session, unpaid => new SessionMeter(_clock, TimeSpan.FromSeconds(5), 1, static _ => "no money", unpaid));
        Assert.NotNull(_table.Find(JobKind.Live, "a"));
        Assert.Null(_table.Find(JobKind.Runner, "a"));
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Null(_table.Find(JobKind.Live, "a"));
        Assert.True(session.Ended.IsCancellationRequested);
        var told = Assert.Single(Sessions());
        Assert.Equal(("live", "no money", 5_000L), (told.Kind, told.CloseReason, told.ClosedUnixMillis - told.OpenedUnixMillis));
    }

    [Fact]
    public void Meter_AfterTheEnd_IsStoppedAtOnce()
    {
        var session = _table.Reserve(JobKind.Live, "a", "noop", default, 1).Session!;
        session.End();

        session.Meter(new SessionMeter(_clock, TimeSpan.FromSeconds(5), 1, static _ => throw new InvalidOperationException("charged"), static _ => { }));

        _clock.Advance(TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void Close_RunningSessions_EndAndNoneBeginsAnyMore()
    {
        _table.Begin(_table.Reserve(JobKind.Live, "a", "noop", default, 2).Session!, meter: null);

        _table.Close("restart");

        Assert.Equal("restart", Assert.Single(Sessions()).CloseReason);
        Assert.Equal((null, false), _table.Reserve(JobKind.Live, "b", "noop", default, 2));
    }

    private IReadOnlyList<SessionStats> Sessions() =>
        _stats.Snapshot(default, "0", 0, new PaymentReceiver(default, new TicketPolicy(5, 0, 0, 0, 0), new byte[32]), 0).Sessions;
}
