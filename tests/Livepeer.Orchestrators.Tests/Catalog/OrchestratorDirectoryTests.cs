using Livepeer.Crypto;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Wire.Matching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Catalog;

public sealed class OrchestratorDirectoryTests : IAsyncLifetime, IDisposable
{
    private static readonly HashSet<ListedOrchestrator> Nobody = [];
    private static readonly JobDemand Video = new(WorkKind.Video, Some.Terms);

    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly ScriptedSource _source = new();
    private readonly OrchestratorClient _client;
    private ScriptedOrchestrator _first = null!;
    private ScriptedOrchestrator _second = null!;

    public OrchestratorDirectoryTests() => _client = new OrchestratorClient(new UnpaidIdentity(), Some.Access, _time);

    public async Task InitializeAsync()
    {
        _first = await ScriptedOrchestrator.StartAsync(_time);
        _second = await ScriptedOrchestrator.StartAsync(_time, tls: false);
        _source.List = [_first.Listed, _second.Listed];
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public void EmptyDirectory_Chooses_NobodyAndExplainsNothing()
    {
        using var directory = Directory();

        Assert.Null(directory.Choose(Video, Nobody));
        Assert.Empty(directory.Explain(Video));
        Assert.False(directory.FirstAnswer.IsCompleted);
    }

    [Fact]
    public async Task Refreshed_Chooses_AmongAll()
    {
        using var directory = await RefreshedAsync();

        var chosen = Enumerable.Range(0, 100).Select(_ => directory.Choose(Video, Nobody)!.Orchestrator).ToHashSet();

        Assert.Equal(2, chosen.Count);
        Assert.True(directory.FirstAnswer.IsCompleted);
        Assert.Null(Assert.Single(_first.Questions).Capabilities);
    }

    [Fact]
    public async Task Excluded_IsNotChosen()
    {
        using var directory = await RefreshedAsync();

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(_second.Listed, directory.Choose(Video, new HashSet<ListedOrchestrator> { _first.Listed })!.Orchestrator));
    }

    [Fact]
    public async Task Candidates_Explained_WithChances()
    {
        using var directory = await RefreshedAsync();

        var candidates = directory.Explain(Video);

        Assert.All(candidates, candidate => Assert.Equal((CandidateVerdict.Eligible, "", Some.Wei(1200), "0.9.1"), (candidate.Verdict, candidate.Reason, candidate.Price!.Value, candidate.Version)));
        Assert.Equal(1, candidates.Sum(candidate => candidate.Chance), 9);
    }

    [Fact]
    public async Task PausedOrchestrator_IsNotChosenWhileThereIsAnother()
    {
        using var directory = await RefreshedAsync();
        directory.Health(_first.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Failed);

        Assert.All(Enumerable.Range(0, 20), _ => Assert.Equal(_second.Listed, directory.Choose(Video, Nobody)!.Orchestrator));
        Assert.Equal("paused until 12:00:30 UTC after Failed", Explained(directory, _first).Reason);
    }

    [Fact]
    public async Task OnlyPausedOrchestrators_ChooseOneAsLastResort()
    {
        using var directory = await RefreshedAsync();
        directory.Health(_first.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Misbehaved);
        directory.Health(_second.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Failed);

        var choice = directory.Choose(Video, Nobody);

        Assert.Equal((_second.Listed, true), (choice!.Orchestrator, choice.LastResort));
        Assert.Null(directory.Choose(Video, Nobody));
    }

    [Fact]
    public async Task LastResortRefused_ChoosesNobodyAndUsesNothingUp()
    {
        using var directory = await RefreshedAsync();
        directory.Health(_first.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Misbehaved);
        directory.Health(_second.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Failed);

        Assert.Null(directory.Choose(Video, Nobody, allowLastResort: false));
        Assert.Equal(_second.Listed, directory.Choose(Video, Nobody)!.Orchestrator);
    }

    [Fact]
    public async Task LastResortRefused_StillChoosesWhoIsWell()
    {
        using var directory = await RefreshedAsync();
        directory.Health(_first.Listed, WorkKind.Video)!.Failed(OrchestratorFault.Failed);

        var choice = directory.Choose(Video, Nobody, allowLastResort: false);

        Assert.Equal((_second.Listed, false), (choice!.Orchestrator, choice.LastResort));
    }

    [Fact]
    public async Task Pause_OfOneKindOfWork_DoesNotTouchAnother()
    {
        using var directory = await RefreshedAsync();
        directory.Health(_first.Listed, new WorkKind(27, "model"))!.Failed(OrchestratorFault.Failed);

        Assert.Equal(CandidateVerdict.Eligible, Explained(directory, _first).Verdict);
    }

    [Fact]
    public async Task ModelOfTheOrchestrator_Explained_WithItsOwnPrice()
    {
        var info = Some.Info(_first.Listed.Uri, Some.Now);
        info.CapabilitiesPrices.Add(new Protos.Net.PriceInfo { PricePerUnit = 4768, PixelsPerUnit = 2, Capability = 27, Constraint = "model" });
        info.Capabilities.Bitstring[0] |= 1UL << 27;
        info.Capabilities.Constraints = new Protos.Net.Capabilities.Types.Constraints();
        info.Capabilities.Constraints.PerCapability[27] = new Protos.Net.Capabilities.Types.CapabilityConstraints();
        info.Capabilities.Constraints.PerCapability[27].Models["model"] = new Protos.Net.Capabilities.Types.ModelConstraint { Warm = true };
        _first.Answer = (_, _) => Task.FromResult(info);
        using var directory = await RefreshedAsync();
        var demand = new JobDemand(new WorkKind(27, "model"), Some.Terms with { Needs = JobCapabilities.ForAi(Capability.TextToImage, "model") });

        var candidates = directory.Explain(demand);

        Assert.Equal((CandidateVerdict.Eligible, Some.Wei(2384)), (candidates[0].Verdict, candidates[0].Price!.Value));
        Assert.Equal((CandidateVerdict.NotCapable, "capability 27 (TextToImage)"), (candidates[1].Verdict, candidates[1].Reason));
        Assert.Equal(_first.Listed, directory.Choose(demand, Nobody)!.Orchestrator);
    }

    [Fact]
    public async Task PriceAboveCeiling_IsNotChosen()
    {
        using var directory = await RefreshedAsync();
        var demand = Video with { Terms = Some.Terms with { MaxPrice = Some.Wei(1199) } };

        Assert.Null(directory.Choose(demand, Nobody));
        Assert.All(directory.Explain(demand), candidate => Assert.Equal(CandidateVerdict.PriceAboveCeiling, candidate.Verdict));
    }

    [Fact]
    public async Task BlockedAddress_IsNotChosen()
    {
        using var directory = await RefreshedAsync(new DirectoryOptions { Blocked = new HashSet<EthAddress> { new(Some.Bytes(20).Span) } });

        Assert.Null(directory.Choose(Video, Nobody));
        Assert.Equal(CandidateVerdict.Blocked, Explained(directory, _first).Verdict);
    }

    [Fact]
    public async Task OrchestratorThatNeverAnswers_IsSilent()
    {
        await _first.DisposeAsync();
        using var directory = await RefreshedAsync();

        Assert.Equal(CandidateVerdict.Silent, Explained(directory, _first).Verdict);
        Assert.Equal(_second.Listed, directory.Choose(Video, Nobody)!.Orchestrator);
    }

    [Fact]
    public async Task OneMissedAnswer_IsForgiven_TwoAreNot()
    {
        using var directory = await RefreshedAsync();
        await _first.DisposeAsync();

        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(CandidateVerdict.Eligible, Explained(directory, _first).Verdict);
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(CandidateVerdict.Silent, Explained(directory, _first).Verdict);
    }

    [Fact]
    public async Task Delisted_IsNotChosenAndForgottenLater()
    {
        var forgotten = new List<ListedOrchestrator>();
        using var directory = await RefreshedAsync();
        directory.Forgotten += forgotten.Add;
        _source.List = [_second.Listed];

        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal(CandidateVerdict.Delisted, Explained(directory, _first).Verdict);
        Assert.Empty(forgotten);

        _time.Advance(TimeSpan.FromMinutes(10));
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal([_first.Listed], forgotten);
        Assert.Single(directory.Explain(Video));
    }

    [Fact]
    public async Task Delisted_IsNotForgotten_WhileItIsLeased()
    {
        var forgotten = new List<ListedOrchestrator>();
        using var directory = await RefreshedAsync();
        directory.Forgotten += forgotten.Add;
        var lease = await TakeAsync(_first);
        await using var other = await TakeAsync(_second);
        var again = await TakeAsync(_first);
        _source.List = [_second.Listed];
        await directory.RefreshAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(10));
        await lease.DisposeAsync();
        await lease.DisposeAsync();
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Empty(forgotten);
        Assert.Equal(CandidateVerdict.Delisted, Explained(directory, _first).Verdict);

        await again.DisposeAsync();
        await directory.RefreshAsync(CancellationToken.None);
        Assert.Equal([_first.Listed], forgotten);
    }

    [Fact]
    public async Task Running_Refreshes_AtIntervalsAndWhenWanted()
    {
        using var directory = Directory();
        using var stop = new CancellationTokenSource();
        var running = directory.RunAsync(stop.Token);
        await Waiting.ForAsync(() => _second.Questions.Count == 1 && _first.Questions.Count == 1);

        await AdvanceUntilAsync(() => _first.Questions.Count == 2, TimeSpan.FromSeconds(75));
        directory.RefreshSoon();
        await AdvanceUntilAsync(() => _first.Questions.Count == 3, TimeSpan.FromSeconds(2));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task ListLateAtStart_IsReadAgainWithinSeconds()
    {
        _source.Fails = true;
        using var directory = Directory();
        using var stop = new CancellationTokenSource();
        var running = directory.RunAsync(stop.Token);
        await AdvanceUntilAsync(() => _source.Reads > 0, TimeSpan.FromSeconds(1));

        _source.Fails = false;
        await AdvanceUntilAsync(() => directory.FirstAnswer.IsCompleted, TimeSpan.FromSeconds(5));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void OptionOutOfRange_Refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Directory(new DirectoryOptions { ConcurrentAsks = 0 }));

    private async Task<OrchestratorLease> TakeAsync(ScriptedOrchestrator orchestrator) =>
        Assert.IsType<LeaseResult.Granted>(
            await new OrchestratorLeases(_client, endsSessions: false, _time).TakeAsync(orchestrator.Listed, Some.Terms, CancellationToken.None)).Lease;

    private async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan atMost)
    {
        var end = _time.GetUtcNow() + atMost;
        await Waiting.ForAsync(() =>
        {
            if (_time.GetUtcNow() < end)
            {
                _time.Advance(TimeSpan.FromSeconds(0.25));
            }

            return condition();
        });
    }

    private static Candidate Explained(OrchestratorDirectory directory, ScriptedOrchestrator orchestrator) =>
        directory.Explain(Video).Single(candidate => candidate.Uri == orchestrator.Listed.Uri);

    private OrchestratorDirectory Directory(DirectoryOptions? options = null) =>
        new(_client, [_source], options ?? new DirectoryOptions(), new LatencySelection(0.3), new Random(1), _time, NullLogger<OrchestratorDirectory>.Instance);

    private async Task<OrchestratorDirectory> RefreshedAsync(DirectoryOptions? options = null)
    {
        var directory = Directory(options);
        await directory.RefreshAsync(CancellationToken.None);
        return directory;
    }
}
