using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Connections;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>What all pipelines share: who is asked over gRPC, what is known of them, where connections may go. HTTP connections are not shared: each pipeline makes its own.</summary>
/// <param name="Client">Asks orchestrators.</param>
/// <param name="Directory">Knows them; its owner runs it.</param>
/// <param name="Access">Which addresses may be connected to.</param>
public sealed record OrchestratorNetwork(OrchestratorClient Client, OrchestratorDirectory Directory, NetworkAccess Access);
