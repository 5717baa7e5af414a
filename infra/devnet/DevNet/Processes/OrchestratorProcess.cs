namespace DevNet.Processes;

/// <summary>One dev orchestrator: its service for gateways, and the port for faults and statistics.</summary>
internal sealed record OrchestratorProcess(string Name, ChildProcess Process, Uri Service, Uri Control);
