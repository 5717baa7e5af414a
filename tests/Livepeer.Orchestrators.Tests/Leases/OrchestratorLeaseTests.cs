using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Leases;

public sealed class OrchestratorLeaseTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly OrchestratorClient _client;
    private readonly OrchestratorLeases _leases;

    public OrchestratorLeaseTests()
    {
        _client = new OrchestratorClient(new UnpaidIdentity(), Some.Access, _time);
        _leases = new OrchestratorLeases(_client, endsSessions: true, _time);
    }

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task TwoLeases_Taken_HaveSessionsOfTheirOwn()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var first = await TakeAsync(orchestrator);
        await using var second = await TakeAsync(orchestrator);

        Assert.NotEqual(first.Current.SessionId, second.Current.SessionId);
        Assert.All(orchestrator.Questions, question => Assert.Equal(4099UL, Assert.Single(question.Capabilities.Bitstring)));
    }

    [Fact]
    public async Task AbsurdOffer_Taken_IsDenied()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = (_, _) => Task.FromResult(Some.Info(new Uri("ftp://o.example"), Some.Now));

        var denied = Assert.IsType<LeaseResult.Denied>(await _leases.TakeAsync(orchestrator.Listed, Some.Terms, CancellationToken.None));

        Assert.Equal(OrchestratorRefusalKind.UnusableUri, denied.Refusal.Kind);
    }

    [Fact]
    public async Task PriceAboveCeiling_Taken_IsDenied()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);

        var denied = Assert.IsType<LeaseResult.Denied>(await _leases.TakeAsync(orchestrator.Listed, Some.Terms with { MaxPrice = Some.Wei(1199) }, CancellationToken.None));

        Assert.Equal(OrchestratorRefusalKind.PriceAboveCeiling, denied.Refusal.Kind);
    }

    [Fact]
    public async Task Token_At80PercentOfItsLife_WantsRefresh()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);

        _time.Advance(Some.TokenLife * 0.79);
        Assert.False(lease.ShouldRefresh);
        _time.Advance(Some.TokenLife * 0.02);
        Assert.True(lease.ShouldRefresh);
    }

    [Fact]
    public async Task Lease_Refreshed_HasANewSession()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;
        _time.Advance(Some.TokenLife * 0.9);

        Assert.Null(await lease.RefreshAsync(before, CancellationToken.None));

        Assert.NotEqual(before.SessionId, lease.Current.SessionId);
        Assert.False(lease.ShouldRefresh);
    }

    [Fact]
    public async Task ManyCallers_RefreshTheSameSnapshot_AskOnce()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;

        var refusals = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => lease.RefreshAsync(before, CancellationToken.None)));

        Assert.All(refusals, Assert.Null);
        Assert.Equal(2, orchestrator.Questions.Count);
    }

    [Fact]
    public async Task RefreshThatIsNoLongerUsable_KeepsWhatItHeld()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;
        orchestrator.Answer = (_, _) => Task.FromResult(Spoiled(orchestrator));

        Assert.Equal(OrchestratorRefusalKind.UnusablePrice, (await lease.RefreshAsync(before, CancellationToken.None))?.Kind);
        Assert.Same(before, lease.Current);
    }

    [Fact]
    public async Task InfoOfAResult_Renews_TicketParametersAndKeepsTheSession()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;
        var info = Some.Info(orchestrator.Listed.Uri, Some.Now, before.SessionId);
        info.TicketParams.RecipientRandHash = Google.Protobuf.ByteString.CopyFrom(new byte[32]);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(lease.Renew(before, Some.Described(info)));

        Assert.True(lease.Current.Description.Offer.TicketParameters!.RecipientRandHash.IsZero);
        Assert.Equal((before.SessionId, before.RefreshAt), (lease.Current.SessionId, lease.Current.RefreshAt));
    }

    [Fact]
    public async Task InfoOfAnotherSession_Renews_Nothing()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;

        Assert.Equal(OrchestratorRefusalKind.UnusableToken, lease.Renew(before, Some.Described(Some.Info(orchestrator.Listed.Uri, Some.Now, "other")))?.Kind);
        Assert.Same(before, lease.Current);
    }

    [Fact]
    public async Task LateResult_AfterRefresh_IsLeftAside()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        await using var lease = await TakeAsync(orchestrator);
        var before = lease.Current;
        await lease.RefreshAsync(before, CancellationToken.None);
        var refreshed = lease.Current;

        Assert.Null(lease.Renew(before, Some.Described(Some.Info(orchestrator.Listed.Uri, Some.Now, before.SessionId))));
        Assert.Same(refreshed, lease.Current);
    }

    [Fact]
    public async Task VideoLease_Disposed_EndsItsSessionOnce()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var lease = await TakeAsync(orchestrator);

        await lease.DisposeAsync();
        await lease.DisposeAsync();

        Assert.Equal(lease.Current.SessionId, Assert.Single(orchestrator.Ended).SessionId);
    }

    [Fact]
    public async Task AiLease_Disposed_EndsNothing()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var leases = new OrchestratorLeases(_client, endsSessions: false, _time);

        await Assert.IsType<LeaseResult.Granted>(await leases.TakeAsync(orchestrator.Listed, Some.Terms, CancellationToken.None)).Lease.DisposeAsync();

        Assert.Empty(orchestrator.Ended);
    }

    [Fact]
    public async Task DeadOrchestrator_LeaseDisposed_DoesNotFail()
    {
        var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var lease = await TakeAsync(orchestrator);
        await orchestrator.DisposeAsync();

        await lease.DisposeAsync();
    }

    /// <summary>Behind one listed name several nodes may work; tokens are known only to the node that made them.</summary>
    [Fact]
    public async Task NodeWithItsOwnUri_Talks_ForItsSession()
    {
        await using var node = await ScriptedOrchestrator.StartAsync(_time);
        await using var front = await ScriptedOrchestrator.StartAsync(_time);
        front.Answer = node.Answer;
        var lease = await TakeAsync(front);

        Assert.Null(await lease.RefreshAsync(lease.Current, CancellationToken.None));
        await lease.DisposeAsync();

        Assert.Single(front.Questions);
        Assert.Single(node.Questions);
        Assert.Equal((2, 0), (node.Ended.Count, front.Ended.Count));
        Assert.Equal(node.Listed.Uri, lease.Current.Service);
    }

    private static Protos.Net.OrchestratorInfo Spoiled(ScriptedOrchestrator orchestrator)
    {
        var info = Some.Info(orchestrator.Listed.Uri, Some.Now);
        info.PriceInfo.PixelsPerUnit = 0;
        return info;
    }

    private async Task<OrchestratorLease> TakeAsync(ScriptedOrchestrator orchestrator) =>
        Assert.IsType<LeaseResult.Granted>(await _leases.TakeAsync(orchestrator.Listed, Some.Terms, CancellationToken.None)).Lease;
}
