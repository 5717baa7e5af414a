namespace GatewayLite.Media.Timeline;

/// <summary>The answer to an opening.</summary>
/// <param name="Result">Whether it was opened.</param>
/// <param name="Publication">The publication; null exactly when it was not opened.</param>
/// <param name="TookOver">Whether another publication was ended for it.</param>
/// <param name="Continued">Whether it continues the numbers of an earlier publication.</param>
public readonly record struct OpenOutcome(OpenResult Result, Publication? Publication, bool TookOver, bool Continued);
