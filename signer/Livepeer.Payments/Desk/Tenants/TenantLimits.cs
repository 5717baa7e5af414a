using System.Collections.Immutable;
using System.Numerics;
using Livepeer.Crypto;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Jobs;

namespace Livepeer.Payments.Desk.Tenants;

/// <summary>
/// What one tenant may do. Amounts are whole wei, 0 or more; null means no limit. Minutes, hours and days are those of the calendar in UTC, by the
/// ledger's clock. Each payment counts rounded up to whole wei.
/// </summary>
public sealed record TenantLimits
{
    /// <summary>No limit but those of the signer.</summary>
    public static TenantLimits None { get; } = new();

    /// <summary>Kinds of jobs that are paid for.</summary>
    public JobKinds Jobs { get; init; } = JobKinds.All;

    /// <summary>Ticket recipients that are paid; null for any.</summary>
    public ImmutableHashSet<EthAddress>? Recipients { get; init; }

    /// <summary>Payments in a minute, also those that cost nothing.</summary>
    public long? PaymentsPerMinute { get; init; }

    /// <summary>Calls at the same time, 1 or more; null for what every tenant may. Kept where calls come in, not by the desk.</summary>
    public int? MaxCallsInFlight { get; init; }

    /// <summary>Calls within a second, 1 or more; null for what every tenant may. Kept where calls come in, not by the desk.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>Expected value of the tickets of a minute.</summary>
    public BigInteger? EvPerMinuteWei { get; init; }

    /// <summary>Expected value of the tickets of an hour.</summary>
    public BigInteger? EvPerHourWei { get; init; }

    /// <summary>Expected value of the tickets of a day.</summary>
    public BigInteger? EvPerDayWei { get; init; }

    /// <summary>Expected value of all tickets ever.</summary>
    public BigInteger? EvTotalWei { get; init; }

    /// <summary>Face value of the tickets of a day: what is lost when every one of them wins.</summary>
    public BigInteger? FaceValuePerDayWei { get; init; }

    /// <summary>Face value of one ticket.</summary>
    public BigInteger? MaxFaceValueWei { get; init; }

    /// <summary>Price ceilings beside those of the signer; the lower one counts, and of a job with several models the lowest of theirs.</summary>
    public PriceCeilings Ceilings { get; init; } = PriceCeilings.None;

    /// <summary>Whether anything needs the tenant's spending.</summary>
    public bool AreBudgeted =>
        PaymentsPerMinute is not null || EvPerMinuteWei is not null || EvPerHourWei is not null || EvPerDayWei is not null || EvTotalWei is not null
        || FaceValuePerDayWei is not null;
}
