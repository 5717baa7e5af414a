using GatewayLite.Pipelines.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Dispatch;

public sealed class AttemptBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void BeginHalf_Repeated_LeavesRoomForAnother()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, _time);

        var first = budget.BeginHalf();
        _time.Advance(first);
        var second = budget.BeginHalf();

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1.5)), (first, second));
    }

    [Fact]
    public void BeginHalf_LittleLeft_GivesItWhole()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, _time);
        _time.Advance(TimeSpan.FromSeconds(5.5));

        Assert.Equal(TimeSpan.FromSeconds(0.5), budget.BeginHalf());
    }

    [Fact]
    public void IsOver_AttemptsUsedUp_IsTrue()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 1, _time);
        _ = budget.BeginHalf();

        Assert.True(budget.IsOver);
    }

    [Fact]
    public void IsOver_TimeUsedUp_IsTrue()
    {
        var budget = new AttemptBudget(TimeSpan.FromSeconds(6), 4, _time);
        _time.Advance(TimeSpan.FromSeconds(7));

        Assert.True(budget.IsOver);
    }
}
