namespace Livepeer.Wire.Headers;

/// <summary>Paths below an orchestrator's base URI.</summary>
/// <remarks>Source: go-livepeer server/rpc.go, server/ai_http.go.</remarks>
public static class LivepeerPaths
{
    /// <summary>One segment in, one TranscodeResult out.</summary>
    public const string Segment = "/segment";

    /// <summary>A payment without work, credited to the manifest id of the credentials.</summary>
    public const string Payment = "/payment";

    /// <summary>Runners behind the orchestrator, as JSON. Source: go-livepeer server/ai_http.go DiscoverLiveRunners.</summary>
    public const string Discovery = "/discovery";

    /// <summary>Batch AI.</summary>
    public const string TextToImage = "/text-to-image";
}
