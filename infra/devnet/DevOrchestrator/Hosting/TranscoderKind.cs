namespace DevOrchestrator.Hosting;

/// <summary>What makes the renditions.</summary>
public enum TranscoderKind
{
    /// <summary>Real transcoding: ffmpeg as a child process.</summary>
    Ffmpeg,

    /// <summary>Every rendition is a copy of the source, and pixels are computed from profile and duration: for tests that need speed.</summary>
    Copy,
}
