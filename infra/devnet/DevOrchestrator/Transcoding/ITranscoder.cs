namespace DevOrchestrator.Transcoding;

/// <summary>Makes renditions of a segment.</summary>
internal interface ITranscoder
{
    Task<TranscodeOutcome> TranscodeAsync(TranscodeJob job, CancellationToken cancellationToken);
}
