using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using GatewayLite.Pipelines.Video;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Video;

public sealed class TranscodingTests
{
    private readonly ListedSource _source = new();
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Stream_HealthyOrchestrator_DeliversEveryRenditionPaidByTickets()
    {
        await using var world = await LocalNetwork.StartAsync(1);
        var stream = world.Start("a", _source, _sink);
        for (var i = 0; i < 4; i++)
        {
            _source.Add(i, Bytes(i));
            await DecidedAsync(i + 1);
        }

        var status = stream.Status;
        _source.End();
        await stream.Completion;

        for (var i = 0; i < 4; i++)
        {
            var renditions = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(i)).Renditions;
            Assert.Equal(["P240p30fps16x9", "P360p30fps16x9"], renditions.Select(static rendition => rendition.Profile));
            Assert.All(renditions, rendition => Assert.Equal(Bytes(i), rendition.Data.ToArray()));
        }

        var stats = world.Orchestrators[0].Stats();
        Assert.Equal((4L, 4L, 0L, 0L), (status.SegmentsRead, status.SegmentsTranscoded, status.SegmentsLost, status.Failovers));
        Assert.True(status.Tickets > 0 && stats.TicketsAccepted == status.Tickets, $"{stats.TicketsAccepted} of {status.Tickets} tickets were accepted");
        Assert.Equal(stats.CreditedEvWei, status.PaidExpectedValue.ToString());
        Assert.Empty(stats.Refusals);
    }

    [Fact]
    public async Task Stream_OrchestratorDiesInMidStream_LosesNoNumber()
    {
        await using var world = await LocalNetwork.StartAsync(3);
        var stream = world.Start("a", _source, _sink);
        _source.Add(0);
        await DecidedAsync(1);
        _ = await world.StandbyAsync("a");

        (await world.InUseAsync("a")).Die();
        for (var i = 1; i < 6; i++)
        {
            _source.Add(i);
        }

        await DecidedAsync(6);
        Assert.Equal(Enumerable.Range(0, 6).Select(static i => (long)i), _sink.Sequences.Order());
        Assert.All(_sink.Outcomes, static outcome => Assert.IsType<SegmentOutcome.Transcoded>(outcome));
        Assert.Equal(1, stream.Status.Failovers);
    }

    [Fact]
    public async Task Segment_OrchestratorCapped_GoesToTheStandby()
    {
        await using var world = await LocalNetwork.StartAsync(2);
        var stream = world.Start("a", _source, _sink);
        var standby = await world.StandbyAsync("a");
        (await world.InUseAsync("a")).Faults = new FaultSettings { IsCapped = true };

        _source.Add(0);
        await DecidedAsync(1);

        Assert.Equal(standby.ServiceUri.Authority, Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0)).Orchestrator.Authority);
        Assert.Contains(world.Events.OfType<PipelineEvent.AttemptFailed>(), static failed => failed.Code == "busy");
        Assert.Equal(1, stream.Status.Failovers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Segment_OrchestratorStalls_GoesToTheStandbyWithinTheBudget(bool afterHeaders)
    {
        await using var world = await LocalNetwork.StartAsync(2);
        _ = world.Start("a", _source, _sink);
        var standby = await world.StandbyAsync("a");
        var first = await world.InUseAsync("a");
        first.Faults = new FaultSettings { Stall = FaultScope.Segment, IsStalledAfterHeaders = afterHeaders };

        _source.Add(0);
        await PassAsync(world, first, LocalNetwork.LongBudget / 2);
        await DecidedAsync(1);

        Assert.Equal(standby.ServiceUri.Authority, Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0)).Orchestrator.Authority);
        var failed = Assert.Single(world.Events.OfType<PipelineEvent.AttemptFailed>());
        Assert.EndsWith("_timeout", failed.Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Segment_EverybodyStalls_IsAGapAndLaterOnesAreNotHeldUp()
    {
        await using var world = await LocalNetwork.StartAsync(1);
        _ = world.Start("a", _source, _sink);
        var only = await world.InUseAsync("a");
        only.Faults = new FaultSettings { Stall = FaultScope.Segment };
        _source.Add(0);
        await PassAsync(world, only, LocalNetwork.LongBudget);
        await DecidedAsync(1);
        only.Faults = FaultSettings.None;

        _source.Add(1);
        await DecidedAsync(2);

        Assert.Equal(LossReason.AttemptsFailed, Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Reason);
        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(1));
    }

    [Fact]
    public async Task Stream_OrchestratorRestartsWithNewSecrets_GoesOnAtTheSameOne()
    {
        await using var world = await LocalNetwork.StartAsync(2);
        var stream = world.Start("a", _source, _sink);
        _source.Add(0);
        await DecidedAsync(1);
        var before = stream.Status.Orchestrator;

        (await world.InUseAsync("a")).Restart();
        _source.Add(1);
        await DecidedAsync(2);

        Assert.Equal(before, Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(1)).Orchestrator);
        Assert.Equal(0, stream.Status.Failovers);
        Assert.Contains(world.Events.OfType<PipelineEvent.AttemptFailed>(), static failed => failed.Code == "payment_outdated");
    }

    [Fact]
    public async Task Stream_PaymentRefusedOnce_RefreshesAndRetriesTheSameOne()
    {
        await using var world = await LocalNetwork.StartAsync(2);
        var stream = world.Start("a", _source, _sink);
        _ = await world.StandbyAsync("a");
        var first = await world.InUseAsync("a");
        first.Faults = new FaultSettings { RefusePayment = "TicketParams expired" };

        _source.Add(0);
        await DecidedAsync(1);

        Assert.Equal(2, first.Stats().Refusals.Single(static pair => pair.Key.Contains("TicketParams expired", StringComparison.Ordinal)).Value);
        Assert.Equal(2, world.Events.OfType<PipelineEvent.AttemptFailed>().Count(failed => failed.Orchestrator == first.ServiceUri));
        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0));
        Assert.Equal(1, stream.Status.Failovers);
    }

    [Theory]
    [InlineData(WrongResult.Signature)]
    [InlineData(WrongResult.Rendition)]
    public async Task Segment_ResultFalsified_IsNotDeliveredFromThere(WrongResult wrong)
    {
        await using var world = await LocalNetwork.StartAsync(2);
        _ = world.Start("a", _source, _sink);
        var standby = await world.StandbyAsync("a");
        (await world.InUseAsync("a")).Faults = new FaultSettings { WrongResult = wrong };

        _source.Add(0);
        await DecidedAsync(1);

        Assert.Equal(standby.ServiceUri.Authority, Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(0)).Orchestrator.Authority);
        Assert.Equal("dishonest", Assert.Single(world.Events.OfType<PipelineEvent.AttemptFailed>()).Code);
    }

    [Fact]
    public async Task Stream_PriceRaisedAboveTheCeiling_LeavesForACheaperOne()
    {
        await using var world = await LocalNetwork.StartAsync(2, new VideoOptions { MaxPricePerPixel = new Livepeer.Payments.Money.Rational(1_300) });
        _ = world.Start("a", _source, _sink);
        var standby = await world.StandbyAsync("a");
        (await world.InUseAsync("a")).Faults = new FaultSettings { PriceFactor = "3/2" };
        _source.Add(0);
        await DecidedAsync(1);

        _source.Add(1);
        await DecidedAsync(2);

        Assert.Equal(standby.ServiceUri.Authority, Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(1)).Orchestrator.Authority);
    }

    [Fact]
    public async Task Stream_EverybodyTooDear_SaysSo()
    {
        await using var world = await LocalNetwork.StartAsync(1, new VideoOptions { MaxPricePerPixel = new Livepeer.Payments.Money.Rational(1_000), MinSegmentBudget = LocalNetwork.LongBudget });
        _ = world.Start("a", _source, _sink);

        _source.Add(0);
        await world.Clock.RunUntilAsync(() => _sink.Outcomes.Count == 1, "the segment is decided");

        Assert.Equal(LossReason.PriceAboveCeiling, Assert.IsType<SegmentOutcome.Lost>(_sink.Of(0)).Reason);
    }

    [Fact]
    public async Task Stream_SignerAwayAndBack_GoesOnWithoutBlamingAnybody()
    {
        // The budget, and with it the patience with the signer, is as long as the segment.
        await using var world = await LocalNetwork.StartAsync(1, new VideoOptions { MinSegmentBudget = TimeSpan.FromSeconds(1), SegmentBudgetFactor = 1 });
        var stream = world.Start("a", _source, _sink);
        _source.Add(0, duration: LocalNetwork.LongBudget);
        await DecidedAsync(1);

        await world.Signer.StopAsync();
        _source.Add(1, duration: TimeSpan.FromSeconds(2));
        await DecidedAsync(2);
        await world.Signer.StartAsync();
        _source.Add(2, duration: LocalNetwork.LongBudget);
        await DecidedAsync(3);

        Assert.Equal(LossReason.PayerUnavailable, Assert.IsType<SegmentOutcome.Lost>(_sink.Of(1)).Reason);
        _ = Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(2));
        Assert.Empty(world.Events.OfType<PipelineEvent.AttemptFailed>());
        Assert.Equal(0, stream.Status.Failovers);
        Assert.Equal(0, world.Orchestrators[0].Stats().NonceViolations);
    }

    [Fact]
    public async Task Streams_SameOrchestrator_ShareNeitherSessionNorBytes()
    {
        await using var world = await LocalNetwork.StartAsync(1);
        var otherSource = new ListedSource();
        var otherSink = new CollectingSink();
        _ = world.Start("a", _source, _sink);
        _ = world.Start("b", otherSource, otherSink);
        for (var i = 0; i < 3; i++)
        {
            _source.Add(i, Bytes(i));
            otherSource.Add(i, Bytes(100 + i));
        }

        await DecidedAsync(3);
        await Until.TrueAsync(() => otherSink.Outcomes.Count == 3, "the other stream is decided");

        for (var i = 0; i < 3; i++)
        {
            Assert.All(Assert.IsType<SegmentOutcome.Transcoded>(_sink.Of(i)).Renditions, rendition => Assert.Equal(Bytes(i), rendition.Data.ToArray()));
            Assert.All(Assert.IsType<SegmentOutcome.Transcoded>(otherSink.Of(i)).Renditions, rendition => Assert.Equal(Bytes(100 + i), rendition.Data.ToArray()));
        }

        Assert.Equal(2, world.Orchestrators[0].Stats().Accounts.Count);
    }

    private static byte[] Bytes(int seed) => [.. Enumerable.Range(0, 20_000).Select(i => (byte)((i * 31 + seed) % 256))];

    /// <summary>The time passes once the orchestrator holds the segment.</summary>
    private static async Task PassAsync(LocalNetwork world, DevOrchestratorHost stalled, TimeSpan time)
    {
        await Until.TrueAsync(() => stalled.Stats().StalledRequests == 1, "the segment is at the orchestrator");
        world.Clock.Advance(time);
    }

    private Task DecidedAsync(int count) => Until.TrueAsync(() => _sink.Outcomes.Count >= count, $"{count} segments are decided");
}
