using Livepeer.Crypto;
using Livepeer.Orchestrators.Health;
using Livepeer.Payments.Money;

namespace Livepeer.Orchestrators.Catalog;

/// <summary>One orchestrator as it looks for one demand: what <c>explain</c> shows.</summary>
/// <param name="Uri">As listed.</param>
/// <param name="Verdict">Whether it may be chosen.</param>
/// <param name="Reason">Why not, with the numbers; empty when it may be chosen.</param>
/// <param name="Address">Account that signs its results; zero when unknown or unpaid.</param>
/// <param name="Price">Wei per unit of this kind of work; null when unknown.</param>
/// <param name="Version">Its version, or empty.</param>
/// <param name="RoundTrip">Last answered question; null before the first.</param>
/// <param name="LastSeen">When it last answered; null if never.</param>
/// <param name="Health">Health for this kind of work.</param>
/// <param name="Chance">Chance of being chosen next, 0 to 1.</param>
public sealed record Candidate(
    Uri Uri,
    CandidateVerdict Verdict,
    string Reason,
    EthAddress Address,
    Rational? Price,
    string Version,
    TimeSpan? RoundTrip,
    DateTimeOffset? LastSeen,
    HealthState Health,
    double Chance);

/// <summary>Whether a candidate may be chosen. Zero is no verdict.</summary>
public enum CandidateVerdict
{
    /// <summary>No verdict.</summary>
    Unknown,

    /// <summary>May be chosen.</summary>
    Eligible,

    /// <summary>Paused after faults; chosen only when there is no other.</summary>
    Paused,

    /// <summary>Not yet asked.</summary>
    NotAsked,

    /// <summary>Does not answer.</summary>
    Silent,

    /// <summary>Cannot do the job.</summary>
    NotCapable,

    /// <summary>Names no usable price although it is paid.</summary>
    NoPrice,

    /// <summary>Too expensive.</summary>
    PriceAboveCeiling,

    /// <summary>On the block list.</summary>
    Blocked,

    /// <summary>Left all lists.</summary>
    Delisted,
}
