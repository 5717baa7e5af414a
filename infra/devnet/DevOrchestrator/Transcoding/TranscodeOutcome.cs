namespace DevOrchestrator.Transcoding;

/// <summary>Renditions in profile order, or the error text that goes into the result: exactly one of the two.</summary>
internal sealed record TranscodeOutcome(IReadOnlyList<Rendition>? Renditions, string? Error)
{
    public static TranscodeOutcome Of(IReadOnlyList<Rendition> renditions) => new(renditions, null);

    public static TranscodeOutcome Failed(string error) => new(null, error);
}
