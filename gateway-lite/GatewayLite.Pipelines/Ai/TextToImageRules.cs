using System.Buffers;
using System.Text.Json;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Ai;
using Livepeer.Wire.Matching;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Reads and checks a text-to-image request before any orchestrator hears of it. Pure.</summary>
/// <remarks>Field rules: livepeer ai-runner openapi.yaml; forwarded defaults: go-livepeer server/ai_process.go. The upper bounds are ours: they keep a typing error from costing money.</remarks>
internal static class TextToImageRules
{
    private const int DefaultSide = 512;
    private const int DefaultSteps = 50;
    private const int MinSide = 64;
    private const int MaxSide = 4096;
    private const int MaxImages = 16;
    private const int MaxSteps = 1_000;
    private const int MaxPromptCharacters = 16_384;
    private const int MaxModelIdCharacters = 256;

    /// <summary>Type of the fields that only the runner reads.</summary>
    private static readonly Dictionary<string, Func<JsonElement, bool>> RunnerFields = new(StringComparer.Ordinal)
    {
        ["loras"] = static value => value.ValueKind is JsonValueKind.String,
        ["guidance_scale"] = static value => value.ValueKind is JsonValueKind.Number,
        ["negative_prompt"] = static value => value.ValueKind is JsonValueKind.String,
        ["safety_check"] = static value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ["seed"] = static value => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
    };

    private static readonly SearchValues<char> PrintableAscii = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    public static AiJobPlan Plan(ReadOnlySpan<byte> body, string defaultModel)
    {
        TextToImageRequestJson? request;
        try
        {
            request = JsonSerializer.Deserialize(body, AiJsonContext.Default.TextToImageRequestJson);
        }
        catch (JsonException fault)
        {
            return new AiJobPlan.Wrong("invalid_json", fault.Path is null or "$" or "" ? "The body is not a JSON object of a text-to-image request." : $"The value at {fault.Path} has a wrong type.");
        }

        return request is null ? new AiJobPlan.Wrong("invalid_json", "The body is not a JSON object.") : (AiJobPlan?)Fault(request) ?? Ready(request, defaultModel);
    }

    private static AiJobPlan.Wrong? Fault(TextToImageRequestJson request)
    {
        if (string.IsNullOrWhiteSpace(request.Prompt))
        {
            return new("missing_prompt", "A text-to-image request needs a prompt.");
        }

        if (request.Prompt.Length > MaxPromptCharacters)
        {
            return new("prompt_too_long", FormattableString.Invariant($"The prompt has {request.Prompt.Length} characters, the limit is {MaxPromptCharacters}."));
        }

        if (request.ModelId is { } model && (model.Length > MaxModelIdCharacters || model.AsSpan().ContainsAnyExcept(PrintableAscii)))
        {
            return new("invalid_model_id", "A model id has 1 to 256 printable ASCII characters.");
        }

        return Range("width", request.Width, MinSide, MaxSide)
            ?? Range("height", request.Height, MinSide, MaxSide)
            ?? Range("num_images_per_prompt", request.NumImagesPerPrompt, int.MinValue, MaxImages)
            ?? Range("num_inference_steps", request.NumInferenceSteps, 1, MaxSteps)
            ?? OfRunner(request);
    }

    private static AiJobPlan.Wrong? Range(string name, int? value, int least, int most) => value is { } given && (given < least || given > most)
        ? new("out_of_range", least == int.MinValue
            ? FormattableString.Invariant($"{name} is {given}; at most {most} is accepted.")
            : FormattableString.Invariant($"{name} is {given}; {least} to {most} is accepted."))
        : null;

    private static AiJobPlan.Wrong? OfRunner(TextToImageRequestJson request)
    {
        foreach (var (name, value) in request.Other ?? [])
        {
            if (value.ValueKind != JsonValueKind.Null && RunnerFields.TryGetValue(name, out var fits) && !fits(value))
            {
                return new("wrong_type", $"{name} has a wrong type.");
            }
        }

        return null;
    }

    private static AiJobPlan.Ready Ready(TextToImageRequestJson request, string defaultModel)
    {
        var forwarded = request with
        {
            ModelId = string.IsNullOrEmpty(request.ModelId) ? defaultModel : request.ModelId,
            Width = request.Width ?? DefaultSide,
            Height = request.Height ?? DefaultSide,
            NumImagesPerPrompt = Math.Max(1, request.NumImagesPerPrompt ?? 1),
        };
        var units = (long)forwarded.Width.Value * forwarded.Height.Value * forwarded.NumImagesPerPrompt.Value;
        var needs = JobCapabilities.ForAi(Capability.TextToImage, forwarded.ModelId);
        return new AiJobPlan.Ready(
            new AiJob((uint)Capability.TextToImage, forwarded.ModelId, units, needs.Bytes),
            needs,
            forwarded.NumImagesPerPrompt.Value,
            forwarded.NumInferenceSteps ?? DefaultSteps,
            JsonSerializer.SerializeToUtf8Bytes(forwarded, AiJsonContext.Default.TextToImageRequestJson));
    }
}
