namespace GatewayLite.Media.Timeline;

/// <summary>The answer to an append.</summary>
/// <param name="Result">What became of the segment.</param>
/// <param name="Number">Its number in the timeline; meaningful when it was appended.</param>
public readonly record struct AppendOutcome(AppendResult Result, long Number);
