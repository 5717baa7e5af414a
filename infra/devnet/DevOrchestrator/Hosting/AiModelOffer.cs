using System.Globalization;

namespace DevOrchestrator.Hosting;

/// <summary>A model that the orchestrator offers, with its price.</summary>
/// <param name="Pipeline">Pipeline name, for example text-to-image. Only that one and live-video-to-video do work; the others are offered for discovery and answer 404.</param>
/// <param name="Model">Model id.</param>
/// <param name="PricePerUnitWei">Wei per unit, at least 0.</param>
public sealed record AiModelOffer(string Pipeline, string Model, long PricePerUnitWei)
{
    /// <summary>pipeline:model:price.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Pipeline}:{Model}:{PricePerUnitWei}");

    /// <summary>Reads pipeline:model:price. A model id may contain colons.</summary>
    /// <exception cref="FormatException">The text is something else; the message says what.</exception>
    public static AiModelOffer Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var first = text.IndexOf(':', StringComparison.Ordinal);
        var last = text.LastIndexOf(':');
        if (first <= 0 || last <= first + 1
            || !long.TryParse(text[(last + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var price))
        {
            throw new FormatException($"'{text}' is not pipeline:model:price, for example text-to-image:stabilityai/sdxl-turbo:4768");
        }

        if (AiPipelines.Capability(text[..first]) is null)
        {
            throw new FormatException($"'{text[..first]}' is no pipeline; known are {string.Join(", ", AiPipelines.Names)}");
        }

        return new AiModelOffer(text[..first], text[(first + 1)..last], price);
    }
}
