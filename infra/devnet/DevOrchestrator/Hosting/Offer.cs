using DevOrchestrator.Money;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Hosting;

/// <summary>What the orchestrator can do and what it asks for it.</summary>
internal sealed class Offer
{
    /// <summary>Capabilities of a stock transcoder: 0 to 12, 14 and 26.</summary>
    private const ulong TranscodingBits = 0x4005fff;

    private const string Version = "0.9.1";

    private readonly DevOrchestratorOptions _options;

    public Offer(DevOrchestratorOptions options)
    {
        _options = options;
        Capabilities = Describe(options);
    }

    public Capabilities Capabilities { get; }

    public Rational TranscodingPrice => new(_options.PricePerUnitWei, _options.PixelsPerUnit);

    /// <summary>The sum over the models that the request names in both of its maps; the transcoding price when that is zero.</summary>
    public Rational Price(Capabilities? wanted)
    {
        var sum = Rational.Zero;
        foreach (var (capability, constraints) in wanted?.Constraints?.PerCapability ?? [])
        {
            if (wanted!.Capacities.ContainsKey(capability))
            {
                sum = constraints.Models.Keys.Aggregate(sum, (total, model) => total + (Find(capability, model) is { } offer ? new Rational(offer.PricePerUnitWei) : Rational.Zero));
            }
        }

        return sum.Sign == 0 ? TranscodingPrice : sum;
    }

    /// <summary>The price of one model; the transcoding price when it has none.</summary>
    public Rational Price(uint capability, string model) =>
        Find(capability, model) is { PricePerUnitWei: > 0 } offer ? new Rational(offer.PricePerUnitWei) : TranscodingPrice;

    public AiModelOffer? Find(uint capability, string model) =>
        _options.AiModels.FirstOrDefault(offer => AiPipelines.Capability(offer.Pipeline) == capability && offer.Model == model);

    /// <summary>The whole menu, for a request that names no capabilities. BYOC capabilities are told here only.</summary>
    public IEnumerable<PriceInfo> Menu(Rational factor) =>
    [
        .. _options.AiModels.Select(offer => Entry(new Rational(offer.PricePerUnitWei) * factor, AiPipelines.Capability(offer.Pipeline) ?? 0, offer.Model)),
        .. _options.Byoc.Select(offer => Entry(new Rational((new Rational(offer.PricePerSecondWei) * factor).Floor()), ByocOffer.CapabilityId, offer.Name)),
    ];

    public static PriceInfo ToWire(Rational price) => new() { PricePerUnit = (long)price.Numerator, PixelsPerUnit = (long)price.Denominator };

    private static PriceInfo Entry(Rational price, uint capability, string constraint)
    {
        var info = ToWire(price);
        (info.Capability, info.Constraint) = (capability, constraint);
        return info;
    }

    private static Capabilities Describe(DevOrchestratorOptions options)
    {
        var capabilities = new Capabilities { Version = Version, Constraints = new Capabilities.Types.Constraints() };
        var bits = TranscodingBits;
        foreach (var offer in options.AiModels)
        {
            var capability = AiPipelines.Capability(offer.Pipeline) ?? throw new ArgumentException($"unknown pipeline {offer.Pipeline}", nameof(options));
            bits |= 1UL << (int)capability;
            if (!capabilities.Constraints.PerCapability.TryGetValue(capability, out var models))
            {
                capabilities.Constraints.PerCapability[capability] = models = new Capabilities.Types.CapabilityConstraints();
            }

            models.Models[offer.Model] = new Capabilities.Types.ModelConstraint { Warm = true, Capacity = (uint)options.AiCapacity };
        }

        capabilities.Bitstring.Add(bits);
        for (var bit = 0; bit < 64; bit++)
        {
            if ((bits & (1UL << bit)) != 0)
            {
                capabilities.Capacities[(uint)bit] = 1;
            }
        }

        return capabilities;
    }
}
