using System.Collections.Immutable;
using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What a caller looks for. Every part that is given must hold, and for one and the same model or runner.</summary>
public sealed record OrchestratorFilter
{
    /// <summary>Everybody.</summary>
    public static OrchestratorFilter None { get; } = new();

    /// <summary>Capability id; 0 for any.</summary>
    public uint Capability { get; init; }

    /// <summary>Model; empty for any.</summary>
    public string ModelId { get; init; } = "";

    /// <summary>Names of which one is enough: "pipeline/model", or an app of runners. Empty for any.</summary>
    public ImmutableArray<string> Apps { get; init; } = [];

    /// <summary>Highest price in wei per unit of what is looked for, or of transcoding where no model or app is named; null for any.</summary>
    public Rational? MaxPrice { get; init; }

    /// <summary>
    /// Whether an orchestrator offers it, by what it offered last. Models above a ceiling are not on offer. Of whom nothing is known it is not known either, and he stays in unless a price
    /// is asked for.
    /// </summary>
    public bool Matches(DiscoveredOrchestrator orchestrator)
    {
        if (orchestrator.Offer is not { } offer)
        {
            return MaxPrice is null;
        }

        // Features of transcoding have no models and no price of their own.
        var isFeature = Capability != 0 && !PipelineNames.TryGetName(Capability, out _);
        if (ModelId.Length == 0 && Apps.IsEmpty && (Capability == 0 || isFeature))
        {
            return (Capability == 0 || offer.Capabilities?.Has((Capability)Capability) == true) && Affordable(offer.BasePrice);
        }

        return offer.Models.Any(model => !model.IsAboveCeiling && IsWanted(model.Capability, model.ModelId, model.Name) && Affordable(model.Price))
            || orchestrator.Runners.Any(runner => IsWanted(runner.Runner.App) && Affordable(runner.Price));
    }

    private bool IsWanted(string app)
    {
        var slash = app.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && PipelineNames.TryGetCapability(app[..slash], out var capability)
            ? IsWanted((uint)capability, app[(slash + 1)..], app)
            : IsWanted(capability: 0, modelId: "", app);
    }

    private bool IsWanted(uint capability, string modelId, string name) =>
        (Capability == 0 || Capability == capability)
        && (ModelId.Length == 0 || ModelId == modelId)
        && (Apps.IsEmpty || Apps.Contains(name));

    private bool Affordable(Rational? price) => MaxPrice is not { } limit || (price is { } asked && asked <= limit);
}
