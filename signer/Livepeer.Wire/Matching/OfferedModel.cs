namespace Livepeer.Wire.Matching;

/// <summary>One model as an orchestrator offers it.</summary>
/// <param name="Warm">Whether it is loaded.</param>
/// <param name="Capacity">Idle containers; meaningful for live video only.</param>
/// <param name="CapacityInUse">Busy containers; meaningful for live video only.</param>
/// <param name="RunnerVersion">Version of the process that runs it, or empty.</param>
public sealed record OfferedModel(bool Warm, uint Capacity, uint CapacityInUse, string RunnerVersion);
