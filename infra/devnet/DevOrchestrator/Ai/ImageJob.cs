using System.Text.Json;

namespace DevOrchestrator.Ai;

/// <summary>A text-to-image request with its defaults filled in.</summary>
internal sealed record ImageJob(string Prompt, string Model, int Width, int Height, int Count, long Seed)
{
    public const int MaxSide = 2048;
    public const int MaxCount = 10;

    private const int DefaultSide = 512;

    /// <summary>What is paid for: pixels of all images.</summary>
    public long Units => (long)Width * Height * Count;

    /// <summary>What the container would answer to sizes it cannot make; null when it can.</summary>
    public string? Problem =>
        Width is < 1 or > MaxSide || Height is < 1 or > MaxSide ? $"width and height must be between 1 and {MaxSide}"
        : Count is < 1 or > MaxCount ? $"num_images_per_prompt must be between 1 and {MaxCount}"
        : null;

    /// <summary>A job, or the text of the answer 400.</summary>
    public static (ImageJob? Job, string? Error) Read(byte[] body, Func<long> randomSeed)
    {
        TextToImageRequestJson? request;
        try
        {
            request = JsonSerializer.Deserialize(body, AiJson.Default.TextToImageRequestJson);
        }
        catch (JsonException unreadable)
        {
            return (null, $"error decoding request body: {unreadable.Message}");
        }

        return request is null
            ? (null, "error decoding request body: null")
            : (new ImageJob(
                request.Prompt ?? string.Empty,
                request.ModelId ?? string.Empty,
                request.Width ?? DefaultSide,
                request.Height ?? DefaultSide,
                Math.Max(1, request.NumImagesPerPrompt ?? 1),
                request.Seed ?? randomSeed()), null);
    }
}
