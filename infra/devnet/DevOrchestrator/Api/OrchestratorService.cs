using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>The gRPC side. Refusals are status Unknown with go-livepeer's texts.</summary>
internal sealed class OrchestratorService(Node node) : Orchestrator.OrchestratorBase
{
    public override async Task<OrchestratorInfo> GetOrchestrator(OrchestratorRequest request, ServerCallContext context)
    {
        await EnterAsync(context);
        if (CheckIdentity(request) is { } refusal)
        {
            throw Unknown(RequestIdentity.Invalid + refusal);
        }

        var answer = node.Describe(EthAddress.FromBytes(request.Address.Span), request.Capabilities, manifest: string.Empty, token: null);
        node.Stats.CountGetOrchestrator();
        return answer.Info ?? throw Unknown(answer.Refusal ?? string.Empty);
    }

    public override async Task<EndTranscodingSessionResponse> EndTranscodingSession(EndTranscodingSessionRequest request, ServerCallContext context)
    {
        await EnterAsync(context);
        if (node.Now.Tokens.Check(request.AuthToken, node.Time.ToUnixTimeSeconds()) is { } refusal)
        {
            throw Unknown(refusal);
        }

        node.Now.Sessions.End(request.AuthToken.SessionId);
        return new EndTranscodingSessionResponse();
    }

    public override async Task<PingPong> Ping(PingPong request, ServerCallContext context)
    {
        await EnterAsync(context);
        return new PingPong { Value = ByteString.CopyFrom(node.Key.SignKeccak(request.Value.ToByteArray())) };
    }

    private string? CheckIdentity(OrchestratorRequest request)
    {
        var isFull = node.IsFull(string.Empty) || !HasLivePlace(request);
        return node.Options.IsOffChain ? (isFull ? RequestIdentity.Capped : null)
            : RequestIdentity.Check(request.Address, request.Sig, isFull)
            ?? (node.Options.IsStrict ? RequestIdentity.CheckStrictly(request.Address) : null);
    }

    /// <summary>Who asks for live models and does not say otherwise is told when none of them has a place.</summary>
    private bool HasLivePlace(OrchestratorRequest request) =>
        request.IgnoreCapacityCheck
        || request.Capabilities?.Constraints?.PerCapability.TryGetValue(AiPipelines.LiveCapability, out var live) != true
        || live!.Models.Keys.Any(node.HasLivePlace);

    private async Task EnterAsync(ServerCallContext context)
    {
        if (!await node.Faults.EnterAsync(context.GetHttpContext(), FaultScope.Grpc))
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "connection cut"));
        }
    }

    private RpcException Unknown(string text)
    {
        node.Stats.CountRefusal($"grpc: {text}");
        return new RpcException(new Status(StatusCode.Unknown, text));
    }
}
