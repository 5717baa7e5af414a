using GatewayLite.Pipelines.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class AttemptBudgetTests
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1.5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void BeginHalf_Repeated_LeavesRoomForAnother()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, Least, _time);

        var first = budget.BeginHalf();
        _time.Advance(first);
        var second = budget.BeginHalf();

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1.5)), (first, second));
    }

    [Fact]
    public void BeginLast_AtAnyTime_GivesAllThatIsLeft()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, Least, _time);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(TimeSpan.FromSeconds(5), budget.BeginLast());
    }

    [Fact]
    public void BeginHalf_LittleLeft_GivesItWhole()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, Least, _time);
        _time.Advance(TimeSpan.FromSeconds(3.5));

        Assert.Equal(TimeSpan.FromSeconds(2.5), budget.BeginHalf());
    }

    [Fact]
    public void IsOver_AttemptsUsedUp_IsTrue()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 1, Least, _time);
        _ = budget.BeginHalf();

        Assert.True(budget.IsOver);
    }

    [Fact]
    public void IsOver_LessThanAnAttemptNeeds_IsTrue()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, Least, _time);
        _time.Advance(TimeSpan.FromSeconds(4.4));
        var before = budget.IsOver;
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal((false, true), (before, budget.IsOver));
    }

    [Fact]
    public void IsOver_TimeUsedUp_IsTrue()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, Least, _time);
        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.True(budget.IsOver);
    }
}
