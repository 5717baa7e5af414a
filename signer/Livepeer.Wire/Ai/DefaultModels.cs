using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Ai;

/// <summary>Models that stand in when an application names none.</summary>
/// <remarks>Source: go-livepeer server/ai_process.go.</remarks>
public static class DefaultModels
{
    /// <summary>The default model of a batch pipeline; false for other capabilities.</summary>
    public static bool TryGet(Capability pipeline, out string modelId)
    {
        modelId = pipeline switch
        {
            Capability.TextToImage or Capability.ImageToImage => "stabilityai/sdxl-turbo",
            Capability.ImageToVideo => "stabilityai/stable-video-diffusion-img2vid-xt",
            Capability.Upscale => "stabilityai/stable-diffusion-x4-upscaler",
            Capability.AudioToText => "openai/whisper-large-v3",
            Capability.SegmentAnything2 => "facebook/sam2-hiera-large",
            Capability.Llm => "meta-llama/llama-3.1-8B-Instruct",
            Capability.ImageToText => "Salesforce/blip-image-captioning-large",
            Capability.TextToSpeech => "parler-tts/parler-tts-large-v1",
            _ => "",
        };
        return modelId.Length > 0;
    }
}
