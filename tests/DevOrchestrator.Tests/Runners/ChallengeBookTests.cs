using DevOrchestrator.Runners;
using DevOrchestrator.Tests.Hosting;

namespace DevOrchestrator.Tests.Runners;

public sealed class ChallengeBookTests
{
    [Fact]
    public void DropExpired_TokenEnded_IsForgotten()
    {
        var clock = Some.Clock();
        var book = new ChallengeBook(clock);
        book.Note("a", new IssuedChallenge("r", default, default, clock.GetUtcNow() + TimeSpan.FromMinutes(1)));
        book.Note("b", new IssuedChallenge("r", default, default, clock.GetUtcNow() + TimeSpan.FromMinutes(3)));

        clock.Advance(TimeSpan.FromMinutes(2));
        book.DropExpired();

        Assert.Null(book.Find("a"));
        Assert.NotNull(book.Find("b"));
    }

    [Fact]
    public void Note_BeyondTheBound_OldestIsForgotten()
    {
        var clock = Some.Clock();
        var book = new ChallengeBook(clock);
        for (var i = 0; i <= 10_000; i++)
        {
            book.Note($"{i}", new IssuedChallenge("r", default, default, clock.GetUtcNow()));
        }

        Assert.Null(book.Find("0"));
        Assert.NotNull(book.Find("1"));
    }
}
