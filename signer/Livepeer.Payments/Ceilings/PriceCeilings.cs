using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Ceilings;

/// <summary>The operator's price ceilings in wei per unit: one for everything, and finer ones for AI models.</summary>
/// <param name="Global">For jobs that no finer ceiling covers; null or zero means none.</param>
/// <param name="PerModel">By capability and model; the model "default" covers all models of its capability that have no own entry.</param>
/// <remarks>Source: go-livepeer server/broadcast.go GetCapabilitiesMaxPrice.</remarks>
public sealed record PriceCeilings(Rational? Global, ImmutableDictionary<CapabilityModel, Rational> PerModel)
{
    /// <summary>Model id of an entry for all other models.</summary>
    public const string DefaultModel = "default";

    /// <summary>No ceiling at all: any price is accepted.</summary>
    public static PriceCeilings None { get; } = new(null, ImmutableDictionary<CapabilityModel, Rational>.Empty);

    /// <summary>The ceiling of a job, or null when there is none.</summary>
    public Rational? For(Job job) => job switch
    {
        AiJob ai => For([new CapabilityModel(ai.Capability, ai.ModelId)]),
        MeteredJob metered => For(metered.Models.AsSpan()),
        _ => For([]),
    };

    /// <summary>
    /// The ceiling of a job that needs several models: the sum of theirs, as an orchestrator's price is the sum of its prices; the global one when
    /// that is zero.
    /// </summary>
    public Rational? For(ReadOnlySpan<CapabilityModel> models)
    {
        var sum = Rational.Zero;
        foreach (var model in models)
        {
            if (PerModel.TryGetValue(model, out var ceiling) || PerModel.TryGetValue(model with { Model = DefaultModel }, out ceiling))
            {
                sum += ceiling;
            }
        }

        return !sum.IsZero ? sum : Global is { IsZero: false } ? Global : null;
    }
}

/// <summary>A model of a capability.</summary>
/// <param name="Capability">Capability id.</param>
/// <param name="Model">Model id, or <see cref="PriceCeilings.DefaultModel"/>.</param>
public readonly record struct CapabilityModel(uint Capability, string Model);
