namespace DevOrchestrator.Control;

/// <summary>The line that says where a started orchestrator is.</summary>
internal sealed record ReadyJson(string ServiceUri, string ControlUri, string Address, int ProcessId);
