namespace DevOrchestrator.Hosting;

/// <summary>Names and capability numbers of the AI pipelines. Source: go-livepeer core/capabilities.go.</summary>
internal static class AiPipelines
{
    public const string TextToImage = "text-to-image";

    public const string LiveVideoToVideo = "live-video-to-video";

    /// <summary>Capability number of <see cref="LiveVideoToVideo"/>.</summary>
    public const uint LiveCapability = 35;

    private const uint FirstCapability = 27;

    private static readonly string[] Ordered =
    [
        TextToImage, "image-to-image", "image-to-video", "upscale", "audio-to-text", "segment-anything-2", "llm", "image-to-text",
        LiveVideoToVideo, "text-to-speech",
    ];

    public static IReadOnlyList<string> Names => Ordered;

    /// <summary>Null for a name that is no pipeline.</summary>
    public static uint? Capability(string pipeline) => Array.IndexOf(Ordered, pipeline) is >= 0 and var index ? FirstCapability + (uint)index : null;
}
