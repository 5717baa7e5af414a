using Grpc.Core;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Metrics;
using RemoteSigner.Orchestrators;
using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Api.Grpc;

/// <summary><c>remotesigner.v1.Orchestrators</c>: the list that callers choose from.</summary>
internal sealed class OrchestratorsService(
    OrchestratorDiscovery discovery, OrchestratorWatchers watchers, CallerIdentification identification, SignerMetrics metrics, IHostApplicationLifetime lifetime, TimeProvider time)
    : Livepeer.Protos.RemoteSigner.V1.Orchestrators.OrchestratorsBase
{
    // So that a caller, and everything between, notices when the other side is gone.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    public override Task<ListOrchestratorsResponse> List(ListOrchestratorsRequest request, ServerCallContext context)
    {
        var filter = FilterReader.Read(request.Capability, request.ModelId, request.Apps, request.MaxPriceWeiPerUnit);
        var snapshot = discovery.Current;
        var oldest = time.GetUtcNow() - TimeSpan.FromSeconds(request.SeenWithinSeconds);
        var slowest = TimeSpan.FromMilliseconds(request.MaxRoundTripMillis);
        var answer = new ListOrchestratorsResponse { Revision = (ulong)snapshot.Revision };
        var matching = snapshot.Orchestrators.Where(orchestrator => filter.Matches(orchestrator)
            && (request.SeenWithinSeconds == 0 || orchestrator.LastSeen >= oldest)
            && (request.MaxRoundTripMillis == 0 || orchestrator.RoundTrip <= slowest));
        if (request.NamesOnly)
        {
            answer.Orchestrators.Add(matching.Select(OrchestratorAnswer.NameOf));
        }
        else
        {
            new OrchestratorAnswers().Add(answer.Orchestrators, matching);
        }

        return Task.FromResult(answer);
    }

    public override async Task Watch(WatchOrchestratorsRequest request, IServerStreamWriter<WatchOrchestratorsResponse> responseStream, ServerCallContext context)
    {
        var filter = FilterReader.Read(request.Capability, request.ModelId, request.Apps, request.MaxPriceWeiPerUnit);
        using var place = watchers.Enter(Caller.Of(context.GetHttpContext()).Tenant, out var refusal) ?? throw new RpcException(new Status(StatusMap.TooManyWatchers, refusal));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await TellAsync(filter, responseStream, context.GetHttpContext(), end.Token);
        }
        catch (Exception ended) when (ended is OperationCanceledException or InvalidOperationException or IOException && context.CancellationToken.IsCancellationRequested)
        {
            // The caller left; what gRPC makes of a message that is under way then depends on the moment.
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusMap.Stopping, "This signer stops."));
        }
    }

    private async Task TellAsync(OrchestratorFilter filter, IServerStreamWriter<WatchOrchestratorsResponse> stream, HttpContext caller, CancellationToken cancellationToken)
    {
        var told = discovery.Current;
        await stream.WriteAsync(Whole(told, filter), cancellationToken);
        var written = time.GetTimestamp();
        while (true)
        {
            var silence = time.GetElapsedTime(written);
            if (silence < Silence)
            {
                await SupersededAsync(told, Silence - silence, cancellationToken);
            }

            EnsureStillKnown(caller);

            // However much happened since the last message, it is one step from what was told to what is.
            var now = discovery.Current;
            var change = SnapshotChange.Between(told, now, filter);
            told = now;
            if (!change.IsEmpty || time.GetElapsedTime(written) >= Silence)
            {
                await stream.WriteAsync(Step(change, now), cancellationToken);
                written = time.GetTimestamp();
            }
        }
    }

    /// <summary>A watch may be open for days: whoever may not call any more hears nothing more, half a minute later at most.</summary>
    private void EnsureStillKnown(HttpContext caller)
    {
        if (!identification.TryIdentify(caller, out _, out var refusal))
        {
            metrics.Refused(refusal.Kind);
            throw RefusalAnswer.Of(refusal);
        }
    }

    private static WatchOrchestratorsResponse Whole(DiscoverySnapshot snapshot, OrchestratorFilter filter)
    {
        var answer = new WatchOrchestratorsResponse { Revision = (ulong)snapshot.Revision, Snapshot = true };
        new OrchestratorAnswers().Add(answer.Added, snapshot.Orchestrators.Where(filter.Matches));
        return answer;
    }

    private static WatchOrchestratorsResponse Step(SnapshotChange change, DiscoverySnapshot snapshot)
    {
        var answer = new WatchOrchestratorsResponse { Revision = (ulong)snapshot.Revision };
        var answers = new OrchestratorAnswers();
        answers.Add(answer.Added, change.Added);
        answers.Add(answer.Changed, change.Changed);
        answer.Removed.Add(change.Removed.Select(OrchestratorAnswer.UriOf));
        return answer;
    }

    private async Task SupersededAsync(DiscoverySnapshot told, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(told.Superseded, Task.Delay(atMost, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
