using DevOrchestrator.Control;

namespace DevOrchestrator.Tests.Control;

public sealed class SessionLogTests
{
    [Fact]
    public void NoteClose_Twice_FirstReasonStays()
    {
        var log = new SessionLog();
        log.NoteOpen(Session("a"));
        log.NoteOpen(Session("b"));

        log.NoteClose("a", 2, "first");
        log.NoteClose("a", 3, "second");

        Assert.Equal(1, log.Open);
        Assert.Equal((2L, "first"), (log.All[0].ClosedUnixMillis!.Value, log.All[0].CloseReason));
        Assert.Null(log.All[1].CloseReason);
    }

    [Fact]
    public void NoteOpen_BeyondCapacity_OldestIsForgotten()
    {
        var log = new SessionLog();
        for (var i = 0; i <= SessionLog.Capacity; i++)
        {
            log.NoteOpen(Session($"{i}"));
        }

        log.NoteClose("0", 2, "not there any more");

        Assert.Equal((SessionLog.Capacity, "1"), (log.All.Count, log.All[0].Id));
    }

    private static SessionStats Session(string id) => new("live", id, "noop", "0x", 1, null, null);
}
