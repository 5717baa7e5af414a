using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Api.Grpc;

/// <summary><c>remotesigner.v1.Orchestrators</c>: the list that callers choose from.</summary>
internal sealed class OrchestratorsService(OrchestratorList list) : Livepeer.Protos.RemoteSigner.V1.Orchestrators.OrchestratorsBase
{
    public override Task<ListOrchestratorsResponse> List(ListOrchestratorsRequest request, ServerCallContext context)
    {
        var checks = new FieldChecks();
        checks.Length("model_id", request.ModelId, 0, RequestLimits.ModelIdLength);
        if (checks.Refusal is { } refusal)
        {
            throw RefusalAnswer.Of(refusal);
        }

        var answer = new ListOrchestratorsResponse();
        foreach (var (uri, lastSeen) in list.Find(request.Capability, request.ModelId))
        {
            answer.Orchestrators.Add(new ListedOrchestrator { Uri = uri.ToString().TrimEnd('/'), LastSeenUnixMillis = lastSeen?.ToUnixTimeMilliseconds() ?? 0 });
        }

        return Task.FromResult(answer);
    }
}
