using System.Collections.Concurrent;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Health;
using Livepeer.Orchestrators.Sources;
using Livepeer.Payments.Money;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>What is known of one orchestrator.</summary>
internal sealed class DirectoryEntry(ListedOrchestrator orchestrator, HealthOptions healthOptions, TimeProvider time)
{
    // An orchestrator that misses one question may have been busy; two in a row and it counts as silent.
    private const int MissesUntilSilent = 2;

    // Kinds of work beyond this share one record: models are the applications' words.
    private const int MaxWorkKinds = 256;

    // Thread-safe by type, bounded above.
    private readonly ConcurrentDictionary<WorkKind, OrchestratorHealth> _health = new();

    // Immutable, swapped whole.
    private Knowledge _knowledge = new(Answer: null, LastSeen: null, Refusal: null, Misses: 0);

    public ListedOrchestrator Orchestrator { get; } = orchestrator;

    /// <summary>When it left all lists; null while it is listed. Written by the refreshing loop only.</summary>
    public DateTimeOffset? DelistedAt { get; set; }

    public Knowledge Known => Volatile.Read(ref _knowledge);

    public bool IsSilent => Known is { Misses: >= MissesUntilSilent } or { Misses: > 0, Answer: null };

    public OrchestratorHealth Health(WorkKind work) =>
        _health.Count < MaxWorkKinds || _health.ContainsKey(work)
            ? _health.GetOrAdd(work, static (_, state) => new OrchestratorHealth(state.healthOptions, state.time), (healthOptions, time))
            : _health.GetOrAdd(WorkKind.Video, static (_, state) => new OrchestratorHealth(state.healthOptions, state.time), (healthOptions, time));

    public void Learn(AskResult result)
    {
        var before = Known;
        Volatile.Write(ref _knowledge, result switch
        {
            AskResult.Answered answered => new Knowledge(answered, time.GetUtcNow(), Refusal: null, Misses: 0),
            AskResult.Failed failed => before with { Refusal = failed.Refusal, Misses = before.Misses + 1 },
            _ => before,
        });
    }

    /// <summary>Price of a kind of work: the entry of the price list, else the base price.</summary>
    public static PriceInfo? PriceOf(OrchestratorDescription description, WorkKind work) =>
        work.ModelId is null
            ? description.Offer.Price
            : description.CapabilityPrices.FirstOrDefault(price => price.Capability == work.Capability && price.Constraint == work.ModelId) ?? description.Offer.Price;

    internal sealed record Knowledge(AskResult.Answered? Answer, DateTimeOffset? LastSeen, OrchestratorRefusal? Refusal, int Misses);
}
