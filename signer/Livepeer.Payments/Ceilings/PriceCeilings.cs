using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Ceilings;

/// <summary>Price ceilings in wei per unit, the operator's or a tenant's: one for everything, and finer ones for AI models.</summary>
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
    public Rational? For(Job job) => For(Models(job).AsSpan());

    /// <summary>
    /// The lowest ceiling of a job, or null when there is none: it bounds somebody who chooses the models that a job names, and would gain by naming more.
    /// </summary>
    public Rational? LowestFor(Job job)
    {
        var lowest = default(Rational?);
        foreach (var model in Models(job))
        {
            if (Entry(model) is { IsZero: false } ceiling && (lowest is null || ceiling < lowest))
            {
                lowest = ceiling;
            }
        }

        return lowest ?? Otherwise;
    }

    /// <summary>
    /// The ceiling of a job that needs several models: the sum of theirs, as an orchestrator's price is the sum of its prices; the global one when
    /// that is zero.
    /// </summary>
    public Rational? For(ReadOnlySpan<CapabilityModel> models)
    {
        var sum = Rational.Zero;
        foreach (var model in models)
        {
            sum += Entry(model) ?? Rational.Zero;
        }

        return sum.IsZero ? Otherwise : sum;
    }

    private Rational? Otherwise => Global is { IsZero: false } ? Global : null;

    private Rational? Entry(CapabilityModel model) =>
        PerModel.TryGetValue(model, out var ceiling) || PerModel.TryGetValue(model with { Model = DefaultModel }, out ceiling) ? ceiling : null;

    private static ImmutableArray<CapabilityModel> Models(Job job) => job switch
    {
        AiJob ai => [new CapabilityModel(ai.Capability, ai.ModelId)],
        MeteredJob metered => metered.Models,
        _ => [],
    };
}

/// <summary>A model of a capability.</summary>
/// <param name="Capability">Capability id.</param>
/// <param name="Model">Model id, or <see cref="PriceCeilings.DefaultModel"/>.</param>
public readonly record struct CapabilityModel(uint Capability, string Model);
