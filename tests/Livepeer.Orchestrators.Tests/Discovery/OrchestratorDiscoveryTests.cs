using Grpc.Core;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Tests.Discovery;

public sealed class OrchestratorDiscoveryTests : IAsyncLifetime
{
    private readonly WatchedTime _time = new(Some.Now);
    private readonly ScriptedSource _source = new();
    private readonly RunnersEndpoint _runners = new();
    private ScriptedOrchestrator _first = null!;
    private ScriptedOrchestrator _second = null!;

    public async Task InitializeAsync()
    {
        _first = await ScriptedOrchestrator.StartAsync(_time, map: _runners.Map);
        _second = await ScriptedOrchestrator.StartAsync(_time, tls: false);
        Offer(_first, "m");
        Offer(_second, "m");
        _source.List = [_first.Listed, _second.Listed];
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task ListedOrchestrators_BeforeTheFirstAnswer_AreThere()
    {
        await using var running = Start();

        Assert.Equal([_first.Listed, _second.Listed], running.Opened.Orchestrators.Select(orchestrator => orchestrator.Listed));
        Assert.All(running.Opened.Orchestrators, orchestrator => Assert.Equal(OrchestratorState.Unseen, orchestrator.State));
    }

    [Fact]
    public async Task Everybody_Asked_IsKnownWithOfferAndRunners()
    {
        var address = _first.Listed.Uri.AbsoluteUri;
        _runners.Serve(Listing.Runners(address, "u"));
        await using var running = Start();

        var list = await running.AsleepAsync(2, IsAnswering(2));

        var entry = list.Orchestrators[0];
        Assert.Equal((OrchestratorState.Answering, Some.Now, Some.Now), (entry.State, entry.LastSeen, entry.RunnersSeen));
        Assert.Equal("text-to-image/m", Assert.Single(entry.Offer!.Models).Name);
        Assert.Equal("u", Assert.Single(entry.Runners).Runner.Url);
        Assert.NotNull(entry.RoundTrip);
        Assert.Equal(new DiscoveryCounts(2, 0, 0, 0, Some.Now, 0), list.Counts);
        Assert.Equal((2, 0), running.Discovery.Asked);
    }

    [Fact]
    public async Task Question_ForTheList_WantsEverythingAndNoCapacity()
    {
        await using var running = Start();

        await running.AsleepAsync(2);

        var question = Assert.Single(_first.Questions);
        Assert.Null(question.Capabilities);
        Assert.True(question.IgnoreCapacityCheck);
    }

    [Fact]
    public async Task FailedRefresh_OfOfferAndRunners_TakesNothingAway()
    {
        _runners.Serve(Listing.Runners(_first.Listed.Uri.AbsoluteUri, "u"));
        await using var running = Start();
        var before = await running.AsleepAsync(2, IsAnswering(2));
        Fail(_first);
        _runners.Status = 500;

        var after = await running.LaterAsync(2, list => list.Orchestrators[1].LastSeen > Some.Now);

        Assert.Equal(before.Orchestrators[0], after.Orchestrators[0]);
        Assert.Equal(before.Revision, after.Revision);
    }

    [Fact]
    public async Task SilentOrchestrator_AfterTwoMisses_IsMarkedAndKeepsItsOfferUntilItIsBack()
    {
        await using var running = Start();
        var before = await running.AsleepAsync(2, IsAnswering(2));
        Fail(_first);
        await running.LaterAsync(2);

        var silent = await running.LaterAsync(2, list => list.Orchestrators[0].State == OrchestratorState.Silent);
        Offer(_first, "m");
        var back = await running.LaterAsync(2, IsAnswering(2), TimeSpan.FromMinutes(10));

        Assert.Same(before.Orchestrators[0].Offer, silent.Orchestrators[0].Offer);
        Assert.Equal(Some.Now, silent.Orchestrators[0].LastSeen);
        Assert.True(before.Superseded.IsCompleted);
        Assert.True(silent.Revision > before.Revision && back.Revision > silent.Revision);
        Assert.Contains(running.Log.Lines, line => line.Text.Contains("does not answer", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, "", 0)]
    [InlineData(200, "[]", 0)]
    [InlineData(200, "no list", 1)]
    [InlineData(503, "[]", 1)]
    public async Task RunnersAnswer_AfterOneWithARunner_CountsOnlyWhenItIsOne(int status, string body, int runners)
    {
        _runners.Serve(Listing.Runners(_first.Listed.Uri.AbsoluteUri, "u"));
        await using var running = Start();
        await running.AsleepAsync(2, list => list.Orchestrators[0].Runners.Length == 1);
        (_runners.Status, _runners.Body) = (status, body);

        var list = await running.LaterAsync(2, list => list.Orchestrators[0].LastSeen > Some.Now);

        Assert.Equal(runners, list.Orchestrators[0].Runners.Length);
    }

    [Fact]
    public async Task RunnersAnswer_LargerThanAllowed_IsNone()
    {
        _runners.Serve("[" + new string(' ', 1 << 20) + "]");
        await using var running = Start();

        var list = await running.AsleepAsync(2, IsAnswering(2));

        Assert.Null(list.Orchestrators[0].RunnersSeen);
        Assert.Equal(1, _runners.Requests);
    }

    [Fact]
    public async Task SameAnswer_OnceMore_MovesTimesAndWakesNobody()
    {
        await using var running = Start();
        var before = await running.AsleepAsync(2, IsAnswering(2));

        var after = await running.LaterAsync(2, list => list.Orchestrators.All(orchestrator => orchestrator.LastSeen > Some.Now));

        Assert.Equal(before.Revision, after.Revision);
        Assert.False(before.Superseded.IsCompleted);
    }

    [Fact]
    public async Task StalledOrchestrator_HoldsTheOnlyPlace_ForThreeSecondsAtMost()
    {
        _first.Answer = async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException();
        };
        await using var running = Start(new DiscoveryOptions { ConcurrentAsks = 1 });
        await Waiting.ForAsync(() => _first.Questions.Count == 1);

        Assert.Empty(_second.Questions);
        _time.Advance(TimeSpan.FromSeconds(3.1));
        var list = await running.AsleepAsync(2, IsAnswering(1));

        Assert.Equal(OrchestratorState.Answering, list.Orchestrators[1].State);
    }

    [Fact]
    public async Task LongSilence_WhileAnotherAnswers_DropsTheOffer()
    {
        await using var running = Start();
        await running.AsleepAsync(2, IsAnswering(2));
        Fail(_first);
        for (var i = 0; i < 3; i++)
        {
            await running.LaterAsync(2, by: TimeSpan.FromMinutes(3));
        }

        var list = await running.LaterAsync(2, list => list.Orchestrators[0].State == OrchestratorState.Unseen, TimeSpan.FromHours(25));

        Assert.Equal((null, Some.Now), (list.Orchestrators[0].Offer, list.Orchestrators[0].LastSeen));
        Assert.NotNull(list.Orchestrators[1].Offer);
    }

    [Fact]
    public async Task LongSilence_OfEverybody_DropsNothing()
    {
        await using var running = Start();
        await running.AsleepAsync(2, IsAnswering(2));
        Fail(_first);
        Fail(_second);
        for (var i = 0; i < 4; i++)
        {
            await running.LaterAsync(2, by: TimeSpan.FromHours(25));
        }

        var list = await running.AsleepAsync(2, list => list.Counts.Silent == 2);

        Assert.All(list.Orchestrators, orchestrator => Assert.NotNull(orchestrator.Offer));
    }

    [Fact]
    public async Task RunnersThatWereNotHeardOf_LongerThanTheMemory_GoWhileTheOfferStays()
    {
        _runners.Serve(Listing.Runners(_first.Listed.Uri.AbsoluteUri, "u"));
        await using var running = Start();
        await running.AsleepAsync(2, list => list.Orchestrators[0].Runners.Length == 1);
        _runners.Status = 500;

        var kept = await running.LaterAsync(2, list => list.Orchestrators[0].LastSeen > Some.Now, TimeSpan.FromHours(23));
        var list = await running.LaterAsync(2, list => list.Orchestrators[0].LastSeen > Some.Now.AddHours(24), TimeSpan.FromHours(2));

        Assert.Single(kept.Orchestrators[0].Runners);
        Assert.Empty(list.Orchestrators[0].Runners);
        Assert.NotNull(list.Orchestrators[0].Offer);
        Assert.True(list.Revision > kept.Revision);
    }

    [Fact]
    public async Task DelistedOrchestrator_AfterTheNextReading_IsGone()
    {
        await using var running = Start();
        await running.AsleepAsync(2, IsAnswering(2));
        _source.List = [_second.Listed];

        _time.Advance(TimeSpan.FromSeconds(73));
        var list = await running.AsleepAsync(1, list => list.Orchestrators.Length == 1);

        Assert.Equal(_second.Listed, list.Orchestrators[0].Listed);
    }

    [Fact]
    public async Task BlockedAddress_OfAnOrchestrator_IsToldToNobody()
    {
        _second.Answer = (_, _) => Task.FromResult(Listing.Info(_second.Listed.Uri.AbsoluteUri, ["m"], info => info.Address = Google.Protobuf.ByteString.CopyFrom(new byte[19].Append((byte)9).ToArray())));
        await using var running = Start(new DiscoveryOptions { Blocked = new HashSet<EthAddress> { EthAddress.Parse("0x0000000000000000000000000000000000000009") } });

        var list = await running.AsleepAsync(2, list => list.Counts is { Answering: 1, Blocked: 1 });

        Assert.Equal(_first.Listed, Assert.Single(list.Orchestrators).Listed);
    }

    [Fact]
    public async Task BlockedRecipient_OfAnOrchestrator_IsToldToNobody()
    {
        await using var running = Start(new DiscoveryOptions { Blocked = new HashSet<EthAddress> { new(Some.Bytes(20).Span) } });

        Assert.Empty((await running.AsleepAsync(2, list => list.Counts.Blocked == 2)).Orchestrators);
    }

    [Fact]
    public async Task NodesOfAnOrchestrator_UpToTheNumberWanted_AreAskedToo()
    {
        _source.List = [_first.Listed];
        _first.Answer = (_, _) => Task.FromResult(Listing.Info(
            _first.Listed.Uri.AbsoluteUri, ["m"], info => info.Nodes.Add(["https://127.0.0.1:1", "https://one.example", "https://two.example"])));
        await using var running = Start(new DiscoveryOptions { ExtraNodes = 1 });
        await running.AsleepAsync(1, IsAnswering(1));

        _time.Advance(TimeSpan.FromSeconds(73));
        var list = await running.AsleepAsync(2, list => list.Orchestrators.Length == 2);

        Assert.Equal((new Uri("https://one.example"), false), (list.Orchestrators[1].Listed.Uri, list.Orchestrators[1].Listed.Configured));
    }

    [Fact]
    public async Task MissingIdentity_IsSaidOnceAndNobodyIsAsked()
    {
        var identity = new LateIdentity();
        await using var running = new RunningDiscovery(_time, new DiscoveryOptions(), _source, identity);
        await running.LaterAsync(2);

        Assert.Empty(_first.Questions);
        Assert.Single(running.Log.Lines, line => line.Text.Contains("no key today", StringComparison.Ordinal));
        identity.IsKnown = true;
        await running.LaterAsync(2, IsAnswering(2));
    }

    [Fact]
    public async Task Restart_WhileNobodyAnswersAndNoListIsRead_BeginsWithWhatWasKnown()
    {
        var folder = Directory.CreateTempSubdirectory("discovery-test-");
        try
        {
            var options = new DiscoveryOptions { StateFile = Path.Combine(folder.FullName, "orchestrators.json") };
            _runners.Serve(Listing.Runners(_first.Listed.Uri.AbsoluteUri, "u"));
            var before = await LastOfAsync(options);
            _source.Fails = true;
            Fail(_first);
            _time.Advance(TimeSpan.FromMinutes(5));

            await using var running = new RunningDiscovery(_time, options, _source);

            var (was, now) = (before.Orchestrators[0], running.Opened.Orchestrators.Single(orchestrator => orchestrator.Listed.Equals(_first.Listed)));
            Assert.Equal(2, running.Opened.Orchestrators.Length);
            Assert.Equal((OrchestratorState.Silent, was.LastSeen, was.RunnersSeen), (now.State, now.LastSeen, now.RunnersSeen));
            Assert.Equal(was.Offer!.Models.ToArray(), now.Offer!.Models.ToArray());
            Assert.Equal((was.Offer.Recipient, was.Listed.Configured), (now.Offer.Recipient, now.Listed.Configured));
            Assert.Equal(was.Runners.ToArray(), now.Runners.ToArray());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Func<DiscoverySnapshot, bool> IsAnswering(int count) => list => list.Counts.Answering == count;

    private static void Offer(ScriptedOrchestrator orchestrator, params string[] models) =>
        orchestrator.Answer = (_, _) => Task.FromResult(Listing.Info(orchestrator.Listed.Uri.AbsoluteUri, models));

    private static void Fail(ScriptedOrchestrator orchestrator) => orchestrator.Answer = (_, _) => throw new RpcException(new Status(StatusCode.Unavailable, "not today"));

    private RunningDiscovery Start(DiscoveryOptions? options = null) => new(_time, options ?? new DiscoveryOptions(), _source);

    private async Task<DiscoverySnapshot> LastOfAsync(DiscoveryOptions options)
    {
        await using var running = Start(options);
        return await running.AsleepAsync(2, IsAnswering(2));
    }

    private sealed class LateIdentity : ISenderIdentity
    {
        public bool IsKnown { get; set; }

        public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) =>
            IsKnown ? new(SenderIdentity.Nobody) : throw new SenderIdentityUnavailableException("no key today");
    }
}
