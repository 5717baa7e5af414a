using System.Text;
using System.Text.Json;
using DevOrchestrator.Control;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Tests.Support;
using TestKit.Clocks;

namespace GatewayLite.Pipelines.Tests.Ai;

public sealed class AiSessionsTests
{
    private const string Good = """{"prompt":"a lighthouse","width":64,"height":64}""";

    [Fact]
    public async Task Job_HealthyOrchestrator_IsPaidAndItsImageKept()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai();

        var done = Assert.IsType<AiResult.Succeeded>(await RunAsync(ai, Good));

        var media = Assert.Single(done.Media);
        Assert.Equal("image/png", media.ContentType);
        Assert.Matches("^/stream/request-1/[0-9a-f]{8}\\.png$", media.Path);
        Assert.Equal(media.Path, ImageUrl(done));
        Assert.Equal("ok", Assert.Single(done.Attempts).Outcome);
        var stats = network.Orchestrators[0].Stats();
        Assert.Equal((1L, ai.Status.Tickets), (stats.AiJobs, stats.TicketsAccepted));
        Assert.Equal(stats.CreditedEvWei, ai.Status.PaidExpectedValue.ToString());
    }

    [Fact]
    public async Task Job_BeforeAnybodyWasAsked_WaitsForTheFirstAnswer()
    {
        await using var network = await LocalNetwork.StartUnaskedAsync(null, LocalNetwork.Ordinary);
        using var ai = network.Ai();

        var running = RunAsync(ai, Good);
        await Until.TrueAsync(() => ai.Status.InFlight == 1, "the job was admitted");
        await network.Network.Directory.RefreshAsync(CancellationToken.None);

        Assert.IsType<AiResult.Succeeded>(await running);
    }

    [Fact]
    public async Task Job_Inline_PutsTheImageIntoTheAnswer()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai(new AiOptions { ResultMode = AiResultMode.Inline });

        var done = Assert.IsType<AiResult.Succeeded>(await RunAsync(ai, Good));

        Assert.Empty(done.Media);
        Assert.StartsWith("data:image/png;base64,iVBOR", ImageUrl(done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_Passthrough_GivesTheOrchestratorsOwnLink()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai(new AiOptions { ResultMode = AiResultMode.Passthrough });

        var done = Assert.IsType<AiResult.Succeeded>(await RunAsync(ai, Good));

        Assert.StartsWith(network.Orchestrators[0].ServiceUri.AbsoluteUri, ImageUrl(done), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_ClientsFault_TouchesNoOrchestrator()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai();
        var asked = network.Orchestrators[0].Stats().GetOrchestratorCalls;

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai, """{"width":64}"""));

        Assert.Equal((AiFailureKind.BadRequest, "missing_prompt"), (failed.Kind, failed.Code));
        Assert.Equal(asked, network.Orchestrators[0].Stats().GetOrchestratorCalls);
        Assert.Equal((0L, 0L), (ai.Status.Jobs, ai.Status.Failed));
    }

    [Fact]
    public async Task Job_PoisonInput_SuspendsNobody()
    {
        await using var network = await LocalNetwork.StartAsync(2);
        using var ai = network.Ai();

        for (var i = 0; i < 4; i++)
        {
            var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai, """{"prompt":"a","width":64,"height":64,"num_images_per_prompt":16}"""));
            Assert.Equal((AiFailureKind.BadRequest, "refused_by_model"), (failed.Kind, failed.Code));
            _ = Assert.Single(failed.Attempts);
        }

        var done = Assert.IsType<AiResult.Succeeded>(await RunAsync(ai, Good));
        _ = Assert.Single(done.Attempts);
    }

    [Fact]
    public async Task Job_OneOrchestratorBusy_GoesToTheNext()
    {
        await using var network = await LocalNetwork.StartAsync(2);
        using var ai = network.Ai();
        network.Orchestrators[0].Faults = new FaultSettings { RefusePayment = "insufficient capacity" };

        AiResult result;
        var runs = 0;
        do
        {
            result = await RunAsync(ai, Good);
            _ = Assert.IsType<AiResult.Succeeded>(result);
            Assert.True(++runs < 40, "the busy orchestrator was never chosen first");
        }
        while (result.Attempts.Length == 1);

        Assert.Equal(["busy", "ok"], result.Attempts.Select(static attempt => attempt.Outcome));
    }

    [Fact]
    public async Task Job_EverybodyFails_TriesEachOnce()
    {
        await using var network = await LocalNetwork.StartAsync(3);
        using var ai = network.Ai();
        foreach (var one in network.Orchestrators)
        {
            one.Faults = new FaultSettings { RefusePayment = "insufficient capacity" };
        }

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai, Good));

        Assert.Equal(AiFailureKind.NoOrchestrator, failed.Kind);
        Assert.Equal(3, failed.Attempts.Select(static attempt => attempt.Orchestrator).Distinct().Count());
        Assert.All(failed.Attempts, static attempt => Assert.Equal("busy", attempt.Outcome));
    }

    [Fact]
    public async Task Job_OrchestratorRestarted_RefreshesOnceAndPaysThere()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai();
        network.Orchestrators[0].Faults = new FaultSettings { RefusePayment = "TicketParams expired" };

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai, Good));

        Assert.Equal("payment_outdated", Assert.Single(failed.Attempts).Outcome);
        Assert.Equal(2, network.Orchestrators[0].Stats().Refusals.Single(static pair => pair.Key.Contains("TicketParams expired", StringComparison.Ordinal)).Value);
    }

    [Theory]
    [InlineData(3, "ok")]
    [InlineData(4, "payer_wants_refresh")]
    public async Task Job_PayerWantsFreshParameters_GetsThemThreeTimes(int wishes, string outcome)
    {
        await using var network = await LocalNetwork.StartAsync(1);
        var payer = new TroubledPayer(network.Payer) { Wishes = wishes };
        using var ai = network.Ai(payer: payer);

        var result = await RunAsync(ai, Good);

        Assert.Equal(outcome, Assert.Single(result.Attempts).Outcome);
        Assert.Equal(4, payer.Offers.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public async Task Job_PayerTurnsTheGatewayAway_SaysSoInsteadOfBlamingOrchestrators()
    {
        await using var network = await LocalNetwork.StartUnaskedAsync(null, LocalNetwork.Ordinary);
        using var ai = network.Ai(payer: new TroubledPayer(network.Payer) { Silence = "The signer does not accept this gateway's credentials." });

        var running = RunAsync(ai, Good);
        await network.Clock.RunUntilAsync(() => running.IsCompleted, "the job is over");

        var failed = Assert.IsType<AiResult.Failed>(await running);
        Assert.Equal((AiFailureKind.PayerUnavailable, "The signer does not accept this gateway's credentials."), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task Job_OrchestratorStalls_EndsWithItsBudget()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        var options = new AiOptions();
        using var ai = network.Ai(options);
        network.Orchestrators[0].Faults = new FaultSettings { Stall = FaultScope.Ai };

        var running = RunAsync(ai, Good);
        await Until.TrueAsync(() => network.Orchestrators[0].Stats().StalledRequests == 1, "the job is at the orchestrator");
        network.Clock.Advance(options.OverallTimeout);

        Assert.Equal(AiFailureKind.Timeout, Assert.IsType<AiResult.Failed>(await running).Kind);
    }

    [Fact]
    public async Task Job_ResultLost_IsReportedAndNotRepeated()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        var hour = TimeSpan.FromHours(1);
        using var ai = network.Ai(new AiOptions { OverallTimeout = hour, AttemptTimeout = hour, DownloadTimeout = hour });
        network.Orchestrators[0].Faults = new FaultSettings { Drop = FaultScope.Download };

        // Between two tries of a download there is a pause.
        var running = RunAsync(ai, Good);
        await network.Clock.RunUntilAsync(() => running.IsCompleted, "the job is over");

        Assert.Equal(AiFailureKind.ResultUnavailable, Assert.IsType<AiResult.Failed>(await running).Kind);
        Assert.Equal(1, network.Orchestrators[0].Stats().AiJobs);
    }

    [Fact]
    public async Task Job_ClientLeaves_BlamesNobody()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai();
        network.Orchestrators[0].Faults = new FaultSettings { Stall = FaultScope.Ai };
        using var gone = new CancellationTokenSource();
        var running = ai.RunAsync(Request(Good), gone.Token);
        await Until.TrueAsync(() => ai.Status.Tickets > 0, "the job is paid");

        await gone.CancelAsync();

        Assert.Equal(AiFailureKind.Cancelled, Assert.IsType<AiResult.Failed>(await running).Kind);
        network.Orchestrators[0].Faults = FaultSettings.None;
        _ = Assert.IsType<AiResult.Succeeded>(await RunAsync(ai, Good));
        Assert.Equal((0, 0L), (ai.Status.InFlight, ai.Status.Failed));
        Assert.Empty(network.Events.OfType<PipelineEvent.AttemptFailed>());
    }

    [Fact]
    public async Task Job_PriceAboveTheCeiling_SaysSo()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai(new AiOptions { MaxPricePerUnit = new Livepeer.Payments.Money.Rational(100) });

        Assert.Equal(AiFailureKind.PriceAboveCeiling, Assert.IsType<AiResult.Failed>(await RunAsync(ai, Good)).Kind);
    }

    [Fact]
    public async Task Requests_MoreThanMayWait_AreTurnedAwayAtOnce()
    {
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai(new AiOptions { MaxConcurrent = 1, MaxWaiting = 0 });
        using var gone = new CancellationTokenSource();
        var stalled = ai.RunAsync(new AiRequest(AiPipeline.TextToImage, "slow", new StalledStream(), null), gone.Token);

        var failed = Assert.IsType<AiResult.Failed>(await RunAsync(ai, Good));

        Assert.Equal((AiFailureKind.Busy, 1L), (failed.Kind, ai.Status.RejectedBusy));
        await gone.CancelAsync();
        Assert.Equal(AiFailureKind.Cancelled, Assert.IsType<AiResult.Failed>(await stalled).Kind);
    }

    [Fact]
    public async Task Flood_StalledUploadsAndJobs_LeaveVideoAlone()
    {
        const int Flood = 16;
        await using var network = await LocalNetwork.StartAsync(1);
        using var ai = network.Ai(new AiOptions { MaxConcurrent = Flood, MaxWaiting = Flood, MaxRequestBytes = 8 << 20 });
        network.Orchestrators[0].Faults = new FaultSettings { Stall = FaultScope.Ai };
        using var over = new CancellationTokenSource();
        var large = "{\"prompt\":\"a\",\"padding\":\"" + new string('x', 5 << 20) + "\"}";
        var flood = Enumerable.Range(0, Flood).Select(_ => ai.RunAsync(Request(large), over.Token))
            .Concat(Enumerable.Range(0, Flood).Select(_ => ai.RunAsync(new AiRequest(AiPipeline.TextToImage, "slow", new StalledStream(), null), over.Token)))
            .ToArray();
        await Until.TrueAsync(() => ai.Status is { InFlight: Flood, Waiting: Flood }, "the flood is in");
        var source = new ListedSource();
        var sink = new CollectingSink();
        var stream = network.Start("a", source, sink);

        for (var i = 0; i < 6; i++)
        {
            source.Add(i, new byte[700_000]);
        }

        await Until.TrueAsync(() => sink.Outcomes.Count == 6, "all segments are decided");

        Assert.Equal((6L, 0L), (stream.Status.SegmentsTranscoded, stream.Status.SegmentsLost));
        Assert.DoesNotContain(flood, static request => request.IsCompleted);
        await over.CancelAsync();
        _ = await Task.WhenAll(flood);
    }

    private static AiRequest Request(string body) => new(AiPipeline.TextToImage, "request-1", new MemoryStream(Encoding.UTF8.GetBytes(body)), null);

    private static Task<AiResult> RunAsync(AiSessions ai, string body) => ai.RunAsync(Request(body), CancellationToken.None);

    private static string ImageUrl(AiResult.Succeeded done) => JsonDocument.Parse(done.Json).RootElement.GetProperty("images")[0].GetProperty("url").GetString()!;
}
