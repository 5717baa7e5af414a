namespace DevOrchestrator.Control;

/// <summary>A session that is paid while it runs: a live stream or a runner's session.</summary>
/// <param name="Kind">live or runner.</param>
/// <param name="Id">Its manifest.</param>
/// <param name="Name">Model, or runner.</param>
/// <param name="Sender">Checksummed address.</param>
/// <param name="OpenedUnixMillis">When it began.</param>
/// <param name="ClosedUnixMillis">When it ended; null while it runs.</param>
/// <param name="CloseReason">Why it ended; null while it runs.</param>
public sealed record SessionStats(string Kind, string Id, string Name, string Sender, long OpenedUnixMillis, long? ClosedUnixMillis, string? CloseReason);
