using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using Livepeer.Protos.RemoteSigner.V1;
using ListedOrchestrator = Livepeer.Protos.RemoteSigner.V1.ListedOrchestrator;
using OrchestratorState = Livepeer.Protos.RemoteSigner.V1.OrchestratorState;

namespace RemoteSigner.Api.Grpc;

/// <summary>An entry of the list as gRPC carries it.</summary>
internal static class OrchestratorAnswer
{
    public static string UriOf(DiscoveredOrchestrator orchestrator) => OrchestratorUri.Text(orchestrator.Listed.Uri);

    /// <summary>Who it is and whether it answers, without anything that it said.</summary>
    public static ListedOrchestrator NameOf(DiscoveredOrchestrator orchestrator) => new()
    {
        Uri = UriOf(orchestrator),
        LastSeenUnixMillis = orchestrator.LastSeen?.ToUnixTimeMilliseconds() ?? 0,
        Vouched = orchestrator.Listed.Configured,
        State = StateOf(orchestrator.State),
        RoundTripMillis = (uint)Math.Clamp(orchestrator.RoundTrip?.TotalMilliseconds ?? 0, 0, uint.MaxValue),
    };

    public static ListedOrchestrator Of(DiscoveredOrchestrator orchestrator)
    {
        var answer = NameOf(orchestrator);
        answer.RunnersSeenUnixMillis = orchestrator.RunnersSeen?.ToUnixTimeMilliseconds() ?? 0;
        if (orchestrator.Offer is { } offer)
        {
            answer.ServiceUri = offer.ServiceUri is { } announced ? OrchestratorUri.Text(announced) : "";
            answer.Address = Bytes(offer.Address);
            answer.Recipient = Bytes(offer.Recipient);
            answer.Version = offer.Capabilities?.Version ?? "";
            answer.PriceWeiPerUnit = offer.BasePrice?.ToString() ?? "";
            answer.PriceAboveCeiling = offer.IsBasePriceAboveCeiling;
            answer.Capabilities.Add(offer.Capabilities?.Ids ?? []);
            answer.Models.Add(offer.Models.Select(Of));
        }

        answer.Runners.Add(orchestrator.Runners.Select(Of));
        return answer;
    }

    private static OrchestratorModel Of(PricedModel model) => new()
    {
        App = model.Name,
        Capability = model.Capability,
        ModelId = model.ModelId,
        Warm = model.Model.Warm,
        PriceWeiPerUnit = model.Price?.ToString() ?? "",
        PriceAboveCeiling = model.IsAboveCeiling,
    };

    private static OrchestratorRunner Of(RunnerAtNode at) => new()
    {
        Address = OrchestratorUri.Text(at.Node),
        Url = at.Runner.Url,
        App = at.Runner.App,
        Mode = at.Runner.Mode,
        Version = at.Runner.Version,
        Metadata = at.Runner.Metadata,
        Capacity = at.Runner.Capacity,
        CapacityUsed = at.Runner.CapacityUsed,
        CapacityAvailable = at.Runner.CapacityAvailable,
        PriceWeiPerUnit = at.Price.ToString(),
        PriceUnit = at.Runner.Price!.Unit,
        GpuId = at.Runner.Gpu?.Id ?? "",
        GpuName = at.Runner.Gpu?.Name ?? "",
        GpuVramMegabytes = at.Runner.Gpu?.VramMegabytes ?? 0,
    };

    private static ByteString Bytes(EthAddress address) => address.IsZero ? ByteString.Empty : UnsafeByteOperations.UnsafeWrap(address.ToArray());

    private static OrchestratorState StateOf(Livepeer.Orchestrators.Discovery.OrchestratorState state) => state switch
    {
        Livepeer.Orchestrators.Discovery.OrchestratorState.Unseen => OrchestratorState.Unseen,
        Livepeer.Orchestrators.Discovery.OrchestratorState.Answering => OrchestratorState.Answering,
        Livepeer.Orchestrators.Discovery.OrchestratorState.Silent => OrchestratorState.Silent,
        _ => OrchestratorState.Unspecified,
    };
}
