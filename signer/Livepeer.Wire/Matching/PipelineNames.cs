using System.Collections.Frozen;

namespace Livepeer.Wire.Matching;

/// <summary>Names of AI capabilities in URLs, price lists and discovery.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go: display name in lower case, spaces turned into dashes.</remarks>
public static class PipelineNames
{
    private static readonly FrozenDictionary<Capability, string> Names = new Dictionary<Capability, string>
    {
        [Capability.TextToImage] = "text-to-image",
        [Capability.ImageToImage] = "image-to-image",
        [Capability.ImageToVideo] = "image-to-video",
        [Capability.Upscale] = "upscale",
        [Capability.AudioToText] = "audio-to-text",
        [Capability.SegmentAnything2] = "segment-anything-2",
        [Capability.Llm] = "llm",
        [Capability.ImageToText] = "image-to-text",
        [Capability.LiveVideoToVideo] = "live-video-to-video",
        [Capability.TextToSpeech] = "text-to-speech",
        [Capability.Byoc] = "byoc",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Capability> Capabilities =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>All names, in alphabetical order.</summary>
    public static IEnumerable<string> All => Capabilities.Keys.Order(StringComparer.Ordinal);

    /// <summary>The pipeline of a capability id; false for codecs, containers and unknown ids.</summary>
    public static bool TryGetName(uint capability, out string name)
    {
        var known = Names.TryGetValue((Capability)Math.Min(capability, int.MaxValue), out var found);
        name = found ?? "";
        return known;
    }

    /// <summary>The capability of a pipeline's exact name.</summary>
    public static bool TryGetCapability(string name, out Capability capability) => Capabilities.TryGetValue(name, out capability);
}
