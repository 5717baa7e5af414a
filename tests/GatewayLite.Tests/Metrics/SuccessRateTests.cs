using GatewayLite.Metrics;

namespace GatewayLite.Tests.Metrics;

public sealed class SuccessRateTests
{
    private readonly SuccessRate _rate = new();

    [Fact]
    public void Rate_OfNothing_IsFull()
    {
        Assert.Equal(1, _rate.Now);
        _rate.Begin("idle");
        Assert.Equal(1, _rate.Now);
    }

    [Fact]
    public void Rate_OfTwoStreams_IsTheirMean()
    {
        Decide("good", 4, 0);
        Decide("bad", 1, 3);

        Assert.Equal(0.625, _rate.Now, 9);
    }

    [Fact]
    public void Rate_OfALongStream_LooksAtItsLastSegments()
    {
        Decide("recovered", 0, 100);
        Decide("recovered", 30, 0);

        Assert.Equal(1, _rate.Now);
    }

    [Fact]
    public void Stream_ThatIsOver_CountsNoMore()
    {
        Decide("bad", 0, 5);

        _rate.End("bad");
        _rate.Decide("bad", false);

        Assert.Equal(1, _rate.Now);
    }

    private void Decide(string stream, int succeeded, int lost)
    {
        _rate.Begin(stream);
        for (var i = 0; i < succeeded + lost; i++)
        {
            _rate.Decide(stream, i < succeeded);
        }
    }
}
