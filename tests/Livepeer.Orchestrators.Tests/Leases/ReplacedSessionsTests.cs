using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Leases;

/// <summary>A session that a renewal replaced would keep its place at the orchestrator.</summary>
public sealed class ReplacedSessionsTests : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly OrchestratorClient _client;

    public ReplacedSessionsTests() => _client = new OrchestratorClient(new UnpaidIdentity(), Some.Access, _time);

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task ReplacedSession_IsEnded_WhenItsRequestsAreOver()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        await RefreshAsync(lease);

        _time.Advance(Grace - TimeSpan.FromSeconds(1));
        Assert.Empty(orchestrator.Ended);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Waiting.ForAsync(() => !orchestrator.Ended.IsEmpty);

        Assert.Equal(["session1"], Ended(orchestrator));
    }

    [Fact]
    public async Task LeaseDisposed_EndsReplacedSessionsToo()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var lease = await TakeAsync(orchestrator);
        await RefreshAsync(lease);
        await RefreshAsync(lease);

        await lease.DisposeAsync();

        Assert.Equal(["session1", "session2", "session3"], Ended(orchestrator));
    }

    [Fact]
    public async Task SessionEndedBefore_LeaseDisposed_IsNotEndedAgain()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var lease = await TakeAsync(orchestrator);
        await RefreshAsync(lease);
        _time.Advance(Grace);
        await Waiting.ForAsync(() => !orchestrator.Ended.IsEmpty);

        await lease.DisposeAsync();

        Assert.Equal(["session1", "session2"], Ended(orchestrator));
    }

    [Fact]
    public async Task FifthReplacedSession_EndsTheOldest()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        for (var i = 0; i < 4; i++)
        {
            await RefreshAsync(lease);
        }

        Assert.Empty(orchestrator.Ended);
        await RefreshAsync(lease);
        Assert.Equal(["session1"], Ended(orchestrator));
    }

    [Fact]
    public async Task SameSessionAgain_Refreshed_IsNotEnded()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = (_, _) => Task.FromResult(Some.Info(orchestrator.Listed.Uri, _time.GetUtcNow(), "same"));
        var lease = await TakeAsync(orchestrator);
        await RefreshAsync(lease);

        await lease.DisposeAsync();

        Assert.Equal(["same"], Ended(orchestrator));
    }

    [Fact]
    public async Task SessionOfAnotherNode_IsEnded_ThereAndNotHere()
    {
        await using var node = await ScriptedOrchestrator.StartAsync(_time);
        await using var front = await ScriptedOrchestrator.StartAsync(_time);
        front.Answer = (_, _) => Task.FromResult(Some.Info(node.Listed.Uri, _time.GetUtcNow(), "theirs"));
        var lease = await TakeAsync(front);
        node.Answer = (_, _) => Task.FromResult(Some.Info(front.Listed.Uri, _time.GetUtcNow(), "ours"));
        await RefreshAsync(lease);

        await lease.DisposeAsync();

        Assert.Equal(["theirs"], Ended(node));
        Assert.Equal(["ours"], Ended(front));
    }

    [Fact]
    public async Task AiLease_Refreshed_EndsNothing()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var lease = await TakeAsync(orchestrator, endsSessions: false);
        await RefreshAsync(lease);

        await lease.DisposeAsync();

        Assert.Empty(orchestrator.Ended);
    }

    private static async Task RefreshAsync(OrchestratorLease lease) => Assert.Null(await lease.RefreshAsync(lease.Current, CancellationToken.None));

    private static string[] Ended(ScriptedOrchestrator orchestrator) => [.. orchestrator.Ended.Select(token => token.SessionId).Order(StringComparer.Ordinal)];

    private async Task<OrchestratorLease> TakeAsync(ScriptedOrchestrator orchestrator, bool endsSessions = true) =>
        Assert.IsType<LeaseResult.Granted>(
            await new OrchestratorLeases(_client, endsSessions, _time).TakeAsync(orchestrator.Listed, Some.Terms, CancellationToken.None)).Lease;
}
