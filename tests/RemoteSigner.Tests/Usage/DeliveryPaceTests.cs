using RemoteSigner.Usage;

namespace RemoteSigner.Tests.Usage;

/// <summary>How much is sent, and when, after which answer.</summary>
public sealed class DeliveryPaceTests
{
    private readonly DeliveryPace _pace = new();

    [Fact]
    public void Batch_Refused_IsHalvedDownToOneEvent()
    {
        var sizes = new List<int>();
        while (_pace.Size > 1)
        {
            Assert.Equal(RefusedBatch.Halve, _pace.Refused(_pace.Size));
            sizes.Add(_pace.Size);
        }

        Assert.Equal([50, 25, 12, 6, 3, 1], sizes);
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Pause);
    }

    [Fact]
    public void Event_RefusedByItself_IsGivenUpAfterSomeTries()
    {
        for (var i = 1; i < DeliveryPace.MostTries; i++)
        {
            Assert.Equal(RefusedBatch.TryAgain, _pace.Refused(1));
        }

        Assert.Equal(RefusedBatch.GiveUp, _pace.Refused(1));
        Assert.Equal(RefusedBatch.TryAgain, _pace.Refused(1));
    }

    [Fact]
    public void Success_AfterRefusals_SendsMoreAgainAndForgetsThem()
    {
        _pace.Refused(2);
        _pace.Refused(1);
        _pace.Taken();
        Assert.Equal(2, _pace.Size);

        for (var i = 0; i < 10; i++)
        {
            _pace.Taken();
        }

        Assert.Equal(DeliveryPace.MostEvents, _pace.Size);
        Assert.Equal(RefusedBatch.TryAgain, _pace.Refused(1));
    }

    [Fact]
    public void Failures_InARow_AreToldRarelyAndAnewAfterASuccess()
    {
        var told = 0;
        for (var i = 0; i < 32; i++)
        {
            _pace.Failed();
            told += _pace.IsWorthSaying ? 1 : 0;
        }

        Assert.Equal(2, told);
        Assert.Equal(TimeSpan.FromMinutes(1), _pace.Pause);

        _pace.Taken();
        Assert.Equal(TimeSpan.FromSeconds(1), _pace.Pause);
        _pace.Failed();
        Assert.True(_pace.IsWorthSaying);
        Assert.Equal(TimeSpan.FromSeconds(2), _pace.Pause);
    }
}
