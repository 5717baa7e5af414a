using System.Collections.Immutable;
using System.Globalization;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Protobuf;

namespace Livepeer.Wire.Matching;

/// <summary>What a job needs, as it is sent with GetOrchestrator and again in the credentials of each request. Equal needs have equal bytes.</summary>
/// <remarks>Source: go-livepeer core/capabilities.go.</remarks>
public sealed class JobCapabilities
{
    // What every go-livepeer gateway asks of an AI orchestrator beside the model: {0..12, 14, 26}.
    private static readonly ImmutableArray<Capability> AiSet =
        [.. Enumerable.Range(0, 13).Select(id => (Capability)id), Capability.Mpeg7Signature, Capability.SegmentSlicing];

    private readonly ImmutableArray<ulong> _bits;
    private readonly string _minimumVersion;
    private readonly ModelNeed? _model;

    private JobCapabilities(ImmutableArray<ulong> bits, string minimumVersion, ModelNeed? model, byte[] bytes)
    {
        _bits = bits;
        _minimumVersion = minimumVersion;
        _model = model;
        Bytes = bytes;
    }

    /// <summary>Serialized net.Capabilities.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>First word of the bit string, for logs: RTMP in and MPEG-TS out is 4099.</summary>
    public ulong FirstWord => _bits[0];

    /// <summary>Needs of a video stream.</summary>
    /// <param name="source">What goes in.</param>
    /// <param name="profiles">What comes out, at least one; encoders, formats and encoder profiles of net.VideoProfile.</param>
    /// <param name="minimumVersion">Oldest orchestrator version that is acceptable; empty for any.</param>
    /// <exception cref="ArgumentOutOfRangeException">A profile names an encoder or encoder profile that the network does not know.</exception>
    public static JobCapabilities ForVideo(VideoSource source, ImmutableArray<VideoProfile> profiles, string minimumVersion = "")
    {
        var bits = CapabilityBits.Of(VideoNeeds.Of(source, profiles));
        var writer = new ProtoWriter(stackalloc byte[128]);
        writer.Packed(1, bits.AsSpan());
        var constraints = writer.BeginMessage(5);
        writer.Text(1, minimumVersion);
        writer.EndMessage(constraints);
        return Finish(ref writer, bits, minimumVersion, model: null);
    }

    /// <summary>Needs of an AI request.</summary>
    /// <param name="capability">The pipeline.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="minimumVersion">Oldest orchestrator version that is acceptable; empty for any.</param>
    /// <param name="minimumRunnerVersion">Oldest runner version that is acceptable; empty for any.</param>
    /// <param name="ownVersion">Version of the asking node; decides nothing.</param>
    /// <remarks>The capability stands in <c>capacities</c> and in <c>PerCapability</c>: an orchestrator that finds it in one only answers with its transcoding price.</remarks>
    public static JobCapabilities ForAi(
        Capability capability, string modelId, string minimumVersion = "", string minimumRunnerVersion = "", string ownVersion = "")
    {
        ImmutableArray<Capability> set = [.. AiSet, capability];
        var bits = CapabilityBits.Of(set);
        var writer = new ProtoWriter(stackalloc byte[512]);
        writer.Packed(1, bits.AsSpan());
        foreach (var id in set)
        {
            var entry = writer.BeginMessage(3);
            writer.Integer(1, (int)id);
            writer.Integer(2, 1);
            writer.EndMessage(entry);
        }

        writer.Text(4, ownVersion);
        var constraints = writer.BeginMessage(5);
        writer.Text(1, minimumVersion);
        WriteModel(ref writer, capability, modelId, minimumRunnerVersion);
        writer.EndMessage(constraints);
        return Finish(ref writer, bits, minimumVersion, new ModelNeed((uint)capability, modelId, minimumRunnerVersion));
    }

    /// <summary>
    /// Whether an orchestrator can do this job. Stricter than go-livepeer in one point: a model that the orchestrator does not name is missing, while
    /// there an orchestrator that names no models for a capability counts as having them all.
    /// </summary>
    public CapabilityFit FitOf(OrchestratorCapabilities? offered)
    {
        if (offered is null)
        {
            return new CapabilityFit(CapabilityFitKind.NoCapabilities, "the orchestrator names no capabilities");
        }

        var missing = CapabilityBits.FirstMissing(_bits, offered.Bits);
        if (missing >= 0)
        {
            return new CapabilityFit(
                CapabilityFitKind.CapabilityMissing, string.Create(CultureInfo.InvariantCulture, $"capability {missing} ({(Capability)missing})"));
        }

        if (!CapabilityBits.Contained(offered.Mandatories, _bits))
        {
            return new CapabilityFit(CapabilityFitKind.MandatoryUnused, "the orchestrator demands capabilities that the job does not use");
        }

        if (!NodeVersion.Satisfies(offered.Version, _minimumVersion))
        {
            return new CapabilityFit(CapabilityFitKind.NodeTooOld, $"version '{offered.Version}', at least {_minimumVersion} wanted");
        }

        return _model?.FitOf(offered) ?? new CapabilityFit(CapabilityFitKind.Fits, "");
    }

    private static void WriteModel(ref ProtoWriter writer, Capability capability, string modelId, string minimumRunnerVersion)
    {
        var perCapability = writer.BeginMessage(2);
        writer.Integer(1, (int)capability);
        var models = writer.BeginMessage(2);
        var model = writer.BeginMessage(1);
        writer.Text(1, modelId);
        var constraint = writer.BeginMessage(2);
        writer.Text(3, minimumRunnerVersion);
        writer.EndMessage(constraint);
        writer.EndMessage(model);
        writer.EndMessage(models);
        writer.EndMessage(perCapability);
    }

    private static JobCapabilities Finish(ref ProtoWriter writer, ImmutableArray<ulong> bits, string minimumVersion, ModelNeed? model)
    {
        var bytes = writer.Written.ToArray();
        writer.Dispose();
        return new JobCapabilities(bits, minimumVersion, model, bytes);
    }

    private sealed record ModelNeed(uint Capability, string ModelId, string MinimumRunnerVersion)
    {
        public CapabilityFit FitOf(OrchestratorCapabilities offered)
        {
            if (!offered.TryGetModel(Capability, ModelId, out var model))
            {
                return new CapabilityFit(CapabilityFitKind.ModelMissing, $"model {ModelId}");
            }

            return NodeVersion.Satisfies(model.RunnerVersion, MinimumRunnerVersion)
                ? new CapabilityFit(CapabilityFitKind.Fits, "")
                : new CapabilityFit(CapabilityFitKind.RunnerTooOld, $"runner '{model.RunnerVersion}', at least {MinimumRunnerVersion} wanted");
        }
    }
}
