using Livepeer.Crypto;
using Livepeer.Orchestrators.Health;
using Livepeer.Payments.Money;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>Judges one orchestrator for one demand by what is known. The lease checks the same again on a fresh answer.</summary>
internal static class CandidateRules
{
    public static Candidate Judge(DirectoryEntry entry, JobDemand demand, IReadOnlySet<EthAddress> blocked)
    {
        var health = entry.Health(demand.Work).State;
        var known = entry.Known;
        var description = known.Answer?.Description;
        var price = description is null ? null : DirectoryEntry.PriceOf(description, demand.Work);
        var perUnit = price is { PixelsPerUnit: > 0 } ? price.PerUnit : (Rational?)null;
        var (verdict, reason) = Verdict(entry, description, perUnit, demand, blocked, health);
        return new Candidate(
            entry.Orchestrator.Uri,
            verdict,
            reason,
            description?.Offer.Address ?? default,
            perUnit,
            description?.Capabilities?.Version ?? "",
            known.Answer?.RoundTrip,
            known.LastSeen,
            health,
            Chance: 0);
    }

    private static (CandidateVerdict Verdict, string Reason) Verdict(
        DirectoryEntry entry, OrchestratorDescription? description, Rational? price, JobDemand demand, IReadOnlySet<EthAddress> blocked, HealthState health)
    {
        if (entry.DelistedAt is not null)
        {
            return (CandidateVerdict.Delisted, "no list names it any more");
        }

        if (entry.IsSilent)
        {
            return (CandidateVerdict.Silent, entry.Known.Refusal?.Detail ?? "it does not answer");
        }

        if (description is null)
        {
            return (CandidateVerdict.NotAsked, "it was not asked yet");
        }

        if (blocked.Contains(description.Offer.Address))
        {
            return (CandidateVerdict.Blocked, $"{description.Offer.Address} is on the block list");
        }

        var fit = demand.Terms.Needs.FitOf(description.Capabilities);
        if (!fit.Fits)
        {
            return (CandidateVerdict.NotCapable, fit.Detail);
        }

        return Affordable(price, demand) ?? Well(health);
    }

    private static (CandidateVerdict Verdict, string Reason)? Affordable(Rational? price, JobDemand demand)
    {
        if (price is null && demand.Terms.Paid)
        {
            return (CandidateVerdict.NoPrice, "it names no price");
        }

        return demand.Terms.MaxPrice is { } ceiling && price is { } asked && asked > ceiling
            ? (CandidateVerdict.PriceAboveCeiling, $"its price of {asked} wei per unit is above the ceiling of {ceiling}")
            : null;
    }

    private static (CandidateVerdict Verdict, string Reason) Well(HealthState health) =>
        health.Circuit == CircuitState.Open
            ? (CandidateVerdict.Paused, $"paused until {health.RetryAt:HH:mm:ss} UTC after {health.LastFault}")
            : (CandidateVerdict.Eligible, "");
}
