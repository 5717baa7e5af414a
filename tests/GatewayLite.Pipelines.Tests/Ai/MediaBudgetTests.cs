using System.Buffers;
using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class MediaBudgetTests
{
    [Fact]
    public void Take_SeveralResults_ShareOneBudget()
    {
        using var budget = new MediaBudget(100, CancellationToken.None);
        var first = new MediaBudget.Buffer(budget, 64);
        var second = new MediaBudget.Buffer(budget, 64);

        first.Write(new byte[60]);
        second.Write(new byte[40]);
        var before = (budget.IsUsedUp, budget.Token.IsCancellationRequested);
        second.Write(new byte[1]);

        Assert.Equal((false, false), before);
        Assert.Equal((true, true), (budget.IsUsedUp, budget.Token.IsCancellationRequested));
    }

    [Fact]
    public void Take_MoreThanIsLeft_IsRefused()
    {
        using var budget = new MediaBudget(100, CancellationToken.None);

        Assert.Equal((true, false), (budget.TryTake(100), budget.TryTake(1)));
    }
}
