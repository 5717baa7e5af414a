using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Offers;

namespace Livepeer.Wire.Matching;

/// <summary>What an orchestrator says it can do.</summary>
/// <remarks>Source: go-livepeer net/lp_rpc.proto Capabilities.</remarks>
public sealed class OrchestratorCapabilities
{
    private readonly Dictionary<(uint Capability, string ModelId), OfferedModel> _models;
    private readonly HashSet<uint> _constrained;

    private OrchestratorCapabilities(
        ImmutableArray<ulong> bits,
        ImmutableArray<ulong> mandatories,
        string version,
        Dictionary<(uint Capability, string ModelId), OfferedModel> models,
        HashSet<uint> constrained)
    {
        Bits = bits;
        Mandatories = mandatories;
        Version = version;
        _models = models;
        _constrained = constrained;
    }

    /// <summary>The orchestrator's version, or empty.</summary>
    public string Version { get; }

    /// <summary>Every model offered, with its capability id.</summary>
    public IEnumerable<(uint Capability, string ModelId, OfferedModel Model)> Models =>
        _models.Select(pair => (pair.Key.Capability, pair.Key.ModelId, pair.Value));

    /// <summary>Ids of all capabilities whose bit is set, in ascending order.</summary>
    public IEnumerable<uint> Ids => CapabilityBits.Ids(Bits);

    internal ImmutableArray<ulong> Bits { get; }

    internal ImmutableArray<ulong> Mandatories { get; }

    /// <summary>Whether a capability's bit is set.</summary>
    public bool Has(Capability capability) => CapabilityBits.Contained(CapabilityBits.Of([capability]), Bits);

    /// <summary>Whether the orchestrator names models for a capability at all.</summary>
    public bool NamesModels(uint capability) => _constrained.Contains(capability);

    /// <summary>Finds a model.</summary>
    public bool TryGetModel(uint capability, string modelId, [NotNullWhen(true)] out OfferedModel? model) =>
        _models.TryGetValue((capability, modelId), out model);

    internal static OrchestratorCapabilities Read(Capabilities message, FieldRules rules)
    {
        rules.Count("capabilities.bitstring", message.Bitstring.Count, WireLimits.CapabilityWords);
        rules.Count("capabilities.mandatories", message.Mandatories.Count, WireLimits.CapabilityWords);
        var constrained = new HashSet<uint>();
        var models = new Dictionary<(uint, string), OfferedModel>();
        foreach (var (capability, constraints) in message.Constraints?.PerCapability ?? [])
        {
            constrained.Add(capability);
            foreach (var (modelId, model) in constraints.Models)
            {
                models[(capability, rules.Text("capabilities.constraints.models", modelId, WireLimits.ModelIdLength))] = new OfferedModel(
                    model.Warm,
                    model.Capacity,
                    model.CapacityInUse,
                    rules.Text("capabilities.constraints.models.runnerVersion", model.RunnerVersion, WireLimits.VersionLength));
            }
        }

        rules.Count("capabilities.constraints.models", models.Count, WireLimits.Models);
        return new OrchestratorCapabilities(
            [.. message.Bitstring],
            [.. message.Mandatories],
            rules.Text("capabilities.version", message.Version, WireLimits.VersionLength),
            models,
            constrained);
    }
}
