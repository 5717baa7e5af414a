using GatewayLite.Pipelines.Payments;
using Livepeer.Payments.Desk;
using Microsoft.Extensions.Time.Testing;

namespace GatewayLite.Pipelines.Tests.Payments;

public sealed class SettlementQueueTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TakeOf_ManyWaiting_GivesSixteenOldest()
    {
        var queue = Filled(limit: 100, count: 20);

        Assert.Equal(Enumerable.Range(0, 16).Select(Key), Keys(queue.TakeOf("s")));
        Assert.Equal(4, queue.Count);
    }

    [Fact]
    public void Add_Full_DropsTheOldest()
    {
        var queue = Filled(limit: 3, count: 3);

        Assert.Equal(1, queue.Add("other", Settlement(3)));
        Assert.Equal([Key(1), Key(2), Key(3)], Keys(queue.TakeOlderThan(TimeSpan.Zero)));
    }

    [Fact]
    public void Return_AfterAFailure_KeepsTheOrder()
    {
        var queue = Filled(limit: 100, count: 3);
        var taken = queue.TakeOf("s");
        _ = queue.Add("s", Settlement(3));

        _ = queue.Return(taken);

        Assert.Equal(Enumerable.Range(0, 4).Select(Key), Keys(queue.TakeOf("s")));
    }

    [Fact]
    public void TakeOlderThan_YoungOnesBehind_LeavesThem()
    {
        var queue = Filled(limit: 100, count: 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        _ = queue.Add("s", Settlement(1));

        Assert.Equal([Key(0)], Keys(queue.TakeOlderThan(TimeSpan.FromSeconds(1))));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void TakeOf_AnotherSession_GivesNothing() => Assert.Empty(Filled(limit: 100, count: 2).TakeOf("other"));

    private static string Key(int number) => FormattableString.Invariant($"k{number}");

    private static Settlement Settlement(int number) => new(Key(number), PaymentOutcomeKind.Lost, 0, "");

    private static IEnumerable<string> Keys(IEnumerable<SettlementQueue.Entry> entries) => entries.Select(static entry => entry.Settlement.IdempotencyKey);

    private SettlementQueue Filled(int limit, int count)
    {
        var queue = new SettlementQueue(limit, _time);
        for (var i = 0; i < count; i++)
        {
            _ = queue.Add("s", Settlement(i));
        }

        return queue;
    }
}
