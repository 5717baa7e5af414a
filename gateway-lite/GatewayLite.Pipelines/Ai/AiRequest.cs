namespace GatewayLite.Pipelines.Ai;

/// <summary>A batch AI request as it came in.</summary>
/// <param name="Pipeline">What is asked for.</param>
/// <param name="RequestId">1 to 64 characters of [A-Za-z0-9._-], unique; names the request in logs and its payments.</param>
/// <param name="Body">The client's body; read once, up to the limit, only after the request was admitted.</param>
/// <param name="ContentLength">What the client announced; null when it announced nothing.</param>
public sealed record AiRequest(AiPipeline Pipeline, string RequestId, Stream Body, long? ContentLength);

/// <summary>Batch pipelines that are served.</summary>
public enum AiPipeline
{
    /// <summary>POST /text-to-image, capability 27.</summary>
    TextToImage,
}
