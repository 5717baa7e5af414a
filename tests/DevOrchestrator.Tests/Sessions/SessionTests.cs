using DevOrchestrator.Sessions;
using DevOrchestrator.Tests.Hosting;

namespace DevOrchestrator.Tests.Sessions;

public sealed class SessionTests
{
    [Fact]
    public void TryEnter_OneInWorkAndFourWaiting_SixthIsTurnedAway()
    {
        var session = new TranscodeSession();

        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(session.TryEnter()));
        Assert.False(session.TryEnter());

        session.Leave();
        Assert.True(session.TryEnter());
    }

    [Fact]
    public void Keep_ThirteenSegments_FirstIsGone()
    {
        var session = new TranscodeSession();
        for (var i = 0; i < 13; i++)
        {
            session.Keep("p", $"{i}.ts", [(byte)i]);
        }

        Assert.Null(session.Find("p", "0.ts"));
        Assert.Equal([1], session.Find("p", "1.ts"));
        Assert.Null(session.Find("q", "1.ts"));
    }

    [Fact]
    public void EndIdle_AfterSeventyOneSeconds_SessionIsGone()
    {
        var clock = Some.Clock();
        var sessions = new SessionTable(1, clock);
        sessions.Open("a");
        clock.Advance(TimeSpan.FromSeconds(71));
        sessions.EndIdle();

        Assert.Null(sessions.Find("a"));
        Assert.False(sessions.IsFull("b"));
    }

    [Fact]
    public void DropOld_AfterElevenMinutes_ImageIsGone()
    {
        var clock = Some.Clock();
        var shelf = new ImageShelf(clock);
        shelf.Keep("r", "i.png", [1]);
        clock.Advance(TimeSpan.FromMinutes(9));
        shelf.DropOld();
        Assert.NotNull(shelf.Find("r", "i.png"));

        clock.Advance(TimeSpan.FromMinutes(2));
        shelf.DropOld();
        Assert.Null(shelf.Find("r", "i.png"));
    }
}
