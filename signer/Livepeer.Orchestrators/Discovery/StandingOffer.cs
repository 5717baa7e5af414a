using System.Collections.Immutable;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>What an orchestrator offers to everybody: the part of its last answer that is not for one session. Immutable.</summary>
public sealed class StandingOffer
{
    private StandingOffer(byte[] bytes, OrchestratorDescription description, EthAddress recipient, Uri? serviceUri, PriceCeilings ceilings)
    {
        Bytes = bytes;
        Address = description.Offer.Address;
        Recipient = recipient;
        ServiceUri = serviceUri;
        Capabilities = description.Capabilities;
        Nodes = description.Nodes;
        BasePrice = description.Offer.Price is { PixelsPerUnit: > 0 } price ? price.PerUnit : null;
        IsBasePriceAboveCeiling = IsAbove(BasePrice, ceilings.For([]));
        Models = ModelsOf(description, BasePrice, ceilings);
    }

    /// <summary>The address it signs with; zero when it named none, and then nobody can pay it.</summary>
    public EthAddress Address { get; }

    /// <summary>The address its tickets pay; zero when it takes none.</summary>
    public EthAddress Recipient { get; }

    /// <summary>Base URI that it announces; null when that makes no sense, or when nobody vouches for it and the address is not public.</summary>
    public Uri? ServiceUri { get; }

    /// <summary>What it can do, or null.</summary>
    public OrchestratorCapabilities? Capabilities { get; }

    /// <summary>Wei per pixel of transcoding, and the price of models without an own one; null when it named none.</summary>
    public Rational? BasePrice { get; }

    /// <summary>Whether the base price is above the global ceiling.</summary>
    public bool IsBasePriceAboveCeiling { get; }

    /// <summary>Models of pipelines that are known, sorted by name.</summary>
    public ImmutableArray<PricedModel> Models { get; }

    /// <summary>Sibling nodes that it names, unchecked.</summary>
    internal ImmutableArray<string> Nodes { get; }

    /// <summary>Serialized; equal offers have equal bytes.</summary>
    internal byte[] Bytes { get; }

    /// <summary>The standing part of an answer.</summary>
    internal static StandingOffer Of(OrchestratorDescription answer, EthAddress recipient, ListedOrchestrator orchestrator, PriceCeilings ceilings) =>
        new(PublicOffer.Of(answer.Bytes.Span), answer, recipient, ServiceUriOf(answer, orchestrator), ceilings);

    /// <summary>Whether both say the same.</summary>
    internal bool IsSame(StandingOffer other) => Recipient == other.Recipient && ServiceUri == other.ServiceUri && Bytes.AsSpan().SequenceEqual(other.Bytes);

    // Who is listed as https does not lead callers to http, and a stranger not into their own networks.
    private static Uri? ServiceUriOf(OrchestratorDescription answer, ListedOrchestrator orchestrator) =>
        OrchestratorUri.TryParse(answer.Offer.Transcoder, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || orchestrator.Uri.Scheme == Uri.UriSchemeHttp)
        && AnnouncedAddress.MayBeTold(uri, orchestrator)
            ? uri
            : null;

    private static ImmutableArray<PricedModel> ModelsOf(OrchestratorDescription answer, Rational? basePrice, PriceCeilings ceilings)
    {
        var models = new List<PricedModel>();
        foreach (var (capability, modelId, model) in answer.Capabilities?.Models ?? [])
        {
            if (modelId.Length > 0 && PipelineNames.TryGetName(capability, out var pipeline))
            {
                var price = PriceOf(answer.CapabilityPrices, capability, modelId) ?? basePrice;
                var isAbove = IsAbove(price, ceilings.For([new CapabilityModel(capability, modelId)]));
                models.Add(new PricedModel($"{pipeline}/{modelId}", capability, modelId, model, price, isAbove));
            }
        }

        return [.. models.OrderBy(model => model.Name, StringComparer.Ordinal)];
    }

    // Source: go-livepeer server/remote_discovery.go capabilityPrice: an entry that cannot be divided is no entry.
    private static Rational? PriceOf(ImmutableArray<PriceInfo> prices, uint capability, string modelId) =>
        prices.FirstOrDefault(price => price.Capability == capability && price.Constraint == modelId && price.PixelsPerUnit > 0)?.PerUnit;

    private static bool IsAbove(Rational? price, Rational? ceiling) => price is { } asked && ceiling is { } limit && asked > limit;
}

/// <summary>One model with its price.</summary>
/// <param name="Name">"pipeline/model".</param>
/// <param name="Capability">Capability id of the pipeline.</param>
/// <param name="ModelId">Model.</param>
/// <param name="Model">Whether it is loaded, and what is free.</param>
/// <param name="Price">Wei per unit; null when the orchestrator named none.</param>
/// <param name="IsAboveCeiling">Whether the price is above the ceiling of this model, so that it is refused here.</param>
public sealed record PricedModel(string Name, uint Capability, string ModelId, OfferedModel Model, Rational? Price, bool IsAboveCeiling);
