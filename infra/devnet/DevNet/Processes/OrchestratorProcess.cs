namespace DevNet.Processes;

/// <summary>One dev orchestrator: its service for gateways, the port for faults and statistics, and the account that is paid.</summary>
internal sealed record OrchestratorProcess(string Name, ChildProcess Process, Uri Service, Uri Control, string Address);
