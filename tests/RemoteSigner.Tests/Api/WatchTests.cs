using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class WatchTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Changes_AfterTheWholeList_ComeAsTheyHappen()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        await using var signer = await StartAsync(folder, orchestrator);
        using var watch = signer.Orchestrators.Watch(new WatchOrchestratorsRequest(), signer.As());

        var first = await NextAsync(watch);
        Assert.True(first.Snapshot);
        var revision = first.Revision;
        if (Assert.Single(first.Added).State != OrchestratorState.Answering)
        {
            revision = (await NextAsync(watch, step => step.Changed.Any(entry => entry.State == OrchestratorState.Answering))).Revision;
        }

        orchestrator.Offer("another-model");
        var change = await NextAsync(watch, step => step.Changed.Count > 0);

        Assert.False(change.Snapshot);
        Assert.True(change.Revision > revision);
        Assert.Equal("text-to-image/another-model", Assert.Single(Assert.Single(change.Changed).Models).App);
    }

    [Fact]
    public async Task Filter_OfAModel_TellsWhenItComesAndGoes()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        await using var signer = await StartAsync(folder, orchestrator);
        using var watch = signer.Orchestrators.Watch(new WatchOrchestratorsRequest { Capability = 27, ModelId = "wanted", MaxPriceWeiPerUnit = "5000" }, signer.As());
        Assert.Empty((await NextAsync(watch)).Added);

        orchestrator.Offer("wanted");
        var comes = await NextAsync(watch, step => step.Added.Count > 0);
        orchestrator.Offer("wanted", price: 5001);
        var goes = await NextAsync(watch, step => step.Removed.Count > 0);

        Assert.Equal(orchestrator.Text, Assert.Single(comes.Added).Uri);
        Assert.Equal(orchestrator.Text, Assert.Single(goes.Removed));
        Assert.Empty(goes.Changed);
    }

    [Fact]
    public async Task ManyWatchers_OfOneChange_AllHearOfItAndLeaveNoTrace()
    {
        const int Watchers = 60;
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        await using var signer = await StartAsync(folder, orchestrator);
        var watches = Enumerable.Range(0, Watchers).Select(_ => signer.Orchestrators.Watch(new WatchOrchestratorsRequest { Apps = { "text-to-image/new" } }, signer.As())).ToList();
        await Task.WhenAll(watches.Select(watch => NextAsync(watch)));
        Assert.Equal(Watchers, await signer.MetricAsync("remote_signer_orchestrator_watchers"));

        orchestrator.Offer("new");
        await Task.WhenAll(watches.Select(watch => NextAsync(watch, step => step.Added.Count > 0)));
        watches.ForEach(watch => watch.Dispose());

        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_orchestrator_watchers") == 0);
    }

    [Fact]
    public async Task Watch_OfASignerThatStops_EndsAtOnce()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        await using var signer = await StartAsync(folder, orchestrator);
        using var watch = signer.Orchestrators.Watch(new WatchOrchestratorsRequest(), signer.As());
        await NextAsync(watch);

        var stopping = signer.Host.DisposeAsync();
        var failure = await Assert.ThrowsAsync<RpcException>(() => NextAsync(watch, _ => false));
        await stopping;

        Assert.Equal((StatusCode.Unavailable, "This signer stops."), (failure.StatusCode, failure.Status.Detail));
    }

    [Fact]
    public async Task Watch_WithATokenThatWasWithdrawn_EndsWithTheReason()
    {
        using var folder = new SignerFolder();
        await using var orchestrator = await OfferingOrchestrator.StartAsync();
        await using var signer = await StartAsync(folder, orchestrator);
        using var watch = signer.Orchestrators.Watch(new WatchOrchestratorsRequest(), signer.As());
        await NextAsync(watch);

        folder.Edit(table => TenantEdits.Revoke(table, "tenant-a", tokenId: null, TimeProvider.System.GetUtcNow()));
        var failure = await Assert.ThrowsAsync<RpcException>(() => HearOfChangesAsync(orchestrator, watch));

        Assert.Equal((StatusCode.Unauthenticated, "caller_unknown"), (failure.StatusCode, RunningSigner.RefusalOf(failure).Code));
    }

    // A change may be told before the signer has read the file of tenants again.
    private static async Task HearOfChangesAsync(OfferingOrchestrator orchestrator, AsyncServerStreamingCall<WatchOrchestratorsResponse> watch)
    {
        for (var i = 0; i < 100; i++)
        {
            orchestrator.Offer($"model-{i}");
            await NextAsync(watch, step => step.Changed.Count > 0);
        }
    }

    private static Task<RunningSigner> StartAsync(SignerFolder folder, OfferingOrchestrator orchestrator) =>
        RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Text), ("liveAICapReportInterval", "1s"));

    private static async Task<WatchOrchestratorsResponse> NextAsync(AsyncServerStreamingCall<WatchOrchestratorsResponse> watch, Func<WatchOrchestratorsResponse, bool>? wanted = null)
    {
        using var limit = new CancellationTokenSource(Deadline);
        while (await watch.ResponseStream.MoveNext(limit.Token))
        {
            if (wanted?.Invoke(watch.ResponseStream.Current) ?? true)
            {
                return watch.ResponseStream.Current;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }
}
