using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Health;

public sealed class OrchestratorHealthTests
{
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly OrchestratorHealth _health;

    public OrchestratorHealthTests() => _health = new OrchestratorHealth(new HealthOptions(), _time);

    [Theory]
    [InlineData(OrchestratorFault.Busy, 10)]
    [InlineData(OrchestratorFault.Unsuitable, 60)]
    [InlineData(OrchestratorFault.Unreachable, 30)]
    [InlineData(OrchestratorFault.Failed, 30)]
    [InlineData(OrchestratorFault.Misbehaved, 600)]
    public void FirstFault_Pauses_ByItsKind(OrchestratorFault fault, int seconds)
    {
        _health.Failed(fault);

        Assert.Equal(Some.Now.AddSeconds(seconds), _health.State.RetryAt);
        Assert.False(_health.TryEnter());
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True(_health.TryEnter());
    }

    [Fact]
    public void Pauses_Double_UpToTenMinutes()
    {
        var pauses = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            _health.Failed(OrchestratorFault.Failed);
            pauses.Add((_health.State.RetryAt!.Value - _time.GetUtcNow()).TotalSeconds);
            _time.SetUtcNow(_health.State.RetryAt!.Value);
        }

        Assert.Equal([30, 60, 120, 240, 480, 600, 600], pauses);
    }

    [Fact]
    public void BusyPauses_DoNotGrowAndAreNoErrors()
    {
        for (var i = 0; i < 3; i++)
        {
            _health.Failed(OrchestratorFault.Busy);
            Assert.Equal(_time.GetUtcNow().AddSeconds(10), _health.State.RetryAt);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(0, _health.State.ErrorRate);
    }

    [Fact]
    public void BusyDuringALongPause_DoesNotShortenIt()
    {
        _health.Failed(OrchestratorFault.Misbehaved);
        _health.Failed(OrchestratorFault.Busy);

        Assert.Equal(Some.Now.AddMinutes(10), _health.State.RetryAt);
    }

    [Theory]
    [InlineData(OrchestratorFault.Failed)]
    [InlineData(OrchestratorFault.Unreachable)]
    [InlineData(OrchestratorFault.Slow)]
    public void SixStreamsMeetOneFault_Pause_OnceAndTheNextOneDoubles(OrchestratorFault fault)
    {
        for (var stream = 0; stream < 6; stream++)
        {
            _health.Failed(fault);
        }

        Assert.Equal(Some.Now.AddSeconds(30), _health.State.RetryAt);
        _time.Advance(TimeSpan.FromSeconds(30));
        _health.Failed(fault);
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), _health.State.RetryAt);
    }

    [Fact]
    public void MisbehaviourDuringAPause_MakesItLong()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(10));
        _health.Failed(OrchestratorFault.Misbehaved);

        Assert.Equal(_time.GetUtcNow().AddMinutes(10), _health.State.RetryAt);
    }

    [Fact]
    public void FaultAfterMisbehaviour_DoesNotHideIt()
    {
        _health.Failed(OrchestratorFault.Misbehaved);
        _health.Failed(OrchestratorFault.Failed);
        Assert.False(_health.TryEnterAsLastResort());

        _health.Succeeded(1);
        Assert.Equal((CircuitState.Open, OrchestratorFault.Misbehaved), (_health.State.Circuit, _health.State.LastFault));
    }

    [Fact]
    public void OneSlowAnswer_IsForgiven_TwoInARowAreNot()
    {
        _health.Failed(OrchestratorFault.Slow);
        Assert.Equal(CircuitState.Closed, _health.State.Circuit);

        _health.Failed(OrchestratorFault.Slow);
        Assert.Equal(CircuitState.Open, _health.State.Circuit);
    }

    [Fact]
    public void SlowAnswersWithSuccessBetween_AreForgiven()
    {
        _health.Failed(OrchestratorFault.Slow);
        _health.Succeeded(1);
        _health.Failed(OrchestratorFault.Slow);

        Assert.Equal(CircuitState.Closed, _health.State.Circuit);
    }

    [Fact]
    public void AfterThePause_OneProbe_DecidesForAll()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.True(_health.TryEnter());
        Assert.False(_health.TryEnter());
        _health.Succeeded(0.5);
        Assert.True(_health.TryEnter());
        Assert.True(_health.TryEnter());
    }

    [Fact]
    public void ProbeThatFails_PausesLonger()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_health.TryEnter());
        _health.Failed(OrchestratorFault.Failed);

        Assert.Equal(_time.GetUtcNow().AddSeconds(60), _health.State.RetryAt);
    }

    [Fact]
    public void ProbeGivenBack_GoesToTheNext()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_health.TryEnter());
        _health.Leave();

        Assert.True(_health.TryEnter());
    }

    [Fact]
    public void ProbeNeverReported_IsGivenToTheNextAfterAMinute()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_health.TryEnter());
        _time.Advance(TimeSpan.FromSeconds(60));

        Assert.True(_health.TryEnter());
    }

    [Fact]
    public void TimeWithoutFailure_Forgives()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromMinutes(20));
        _health.Failed(OrchestratorFault.Failed);

        Assert.Equal(_time.GetUtcNow().AddSeconds(30), _health.State.RetryAt);
    }

    [Fact]
    public void LastResort_Granted_EveryTwoSecondsButNotAfterMisbehaviour()
    {
        _health.Failed(OrchestratorFault.Failed);
        Assert.True(_health.TryEnterAsLastResort());
        Assert.False(_health.TryEnterAsLastResort());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_health.TryEnterAsLastResort());

        _health.Failed(OrchestratorFault.Misbehaved);
        Assert.False(_health.TryEnterAsLastResort());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LastResortThatCameToNothing_IsNotGrantedAgainForTwoSeconds(bool failed)
    {
        _health.Failed(OrchestratorFault.Failed);
        Assert.True(_health.TryEnterAsLastResort());
        if (failed)
        {
            _health.Failed(OrchestratorFault.Failed);
        }
        else
        {
            _health.Leave();
        }

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(_health.TryEnterAsLastResort());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.True(_health.TryEnterAsLastResort());
    }

    [Fact]
    public void LastResort_WhileAProbeIsUnderWay_WaitsTwoSeconds()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True(_health.TryEnter());

        Assert.False(_health.TryEnterAsLastResort());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(_health.TryEnterAsLastResort());
    }

    [Fact]
    public void LastResortNeverReported_DoesNotTakeTheProbe()
    {
        _health.Failed(OrchestratorFault.Failed);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.True(_health.TryEnterAsLastResort());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(_health.TryEnter());
    }

    [Fact]
    public void SuccessAsLastResort_EndsThePause()
    {
        _health.Failed(OrchestratorFault.Failed);
        _health.Succeeded(1);

        Assert.Equal((CircuitState.Closed, OrchestratorFault.Unknown), (_health.State.Circuit, _health.State.LastFault));
    }

    [Fact]
    public void SuccessAfterMisbehaviour_EndsNoPause()
    {
        _health.Failed(OrchestratorFault.Misbehaved);
        _health.Succeeded(1);

        Assert.Equal(CircuitState.Open, _health.State.Circuit);
    }

    [Fact]
    public void LatencyScore_Smoothed_FollowsTheNewest()
    {
        Assert.Null(_health.State.LatencyScore);
        _health.Succeeded(1);
        _health.Succeeded(0);

        Assert.Equal(0.7, _health.State.LatencyScore!.Value, 9);
    }
}
