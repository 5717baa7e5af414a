using System.Numerics;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Usage;

/// <summary>The durable account of payments. Every committed payment is in it exactly once, from the same step as the payment.</summary>
public interface IUsageLog
{
    /// <summary>
    /// Lines of one tenant and day with a model or app of their own. What is paid for beyond them is summed up in lines that say <see cref="UsageDay.Other"/>
    /// instead, one per kind and capability: at most 14 more.
    /// </summary>
    const int MaxLines = 1_000;

    /// <summary>Sums, ordered by day, tenant, kind, capability and model.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<UsageDay>> ReadDaysAsync(UsageQuery query, CancellationToken cancellationToken);

    /// <summary>Single payments in the order in which they were committed.</summary>
    /// <param name="after">Number of the last one already seen; 0 for none.</param>
    /// <param name="limit">1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<IReadOnlyList<StoredUsage>> ReadEventsAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>How far events are delivered: those up to there may be forgotten after a while.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<long> ReadDeliveredAsync(CancellationToken cancellationToken);

    /// <summary>Number of the newest event that is kept; what was delivered, when none is.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<long> ReadLastAsync(CancellationToken cancellationToken);

    /// <summary>Notes that all events up to a number were delivered; never goes back.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    ValueTask AcknowledgeAsync(long upTo, CancellationToken cancellationToken);

    /// <summary>Whether this process may deliver events now: of all that share the store, one at a time may.</summary>
    /// <param name="duration">How long from now on no other may; to be asked again before that is over. 1 second to 10 minutes.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    ValueTask<bool> TryHoldDeliveryAsync(TimeSpan duration, CancellationToken cancellationToken);
}

/// <summary>Which sums are wanted.</summary>
/// <param name="From">First day, UTC.</param>
/// <param name="To">Last day, UTC.</param>
/// <param name="Tenant">Null for all.</param>
/// <param name="Limit">Rows at most, 1 to 100,000.</param>
public sealed record UsageQuery(DateOnly From, DateOnly To, TenantId? Tenant, int Limit);

/// <summary>What was paid on one day for one kind of work.</summary>
/// <param name="Day">UTC, by the ledger's clock.</param>
/// <param name="Tenant">Who.</param>
/// <param name="Kind">Kind of job.</param>
/// <param name="Capability">As in <see cref="UsageRecord"/>, or <see cref="Other"/>.</param>
/// <param name="Model">As in <see cref="UsageRecord"/>, or <see cref="Other"/>.</param>
/// <param name="Payments">Payments.</param>
/// <param name="Tickets">Tickets.</param>
/// <param name="ExpectedValue">Wei, exact sum over all tickets.</param>
/// <param name="Fee">Wei, exact sum of expected fees.</param>
/// <param name="FaceValueWei">Sum over all tickets.</param>
public sealed record UsageDay(
    DateOnly Day,
    TenantId Tenant,
    JobKind Kind,
    string Capability,
    string Model,
    long Payments,
    long Tickets,
    Rational ExpectedValue,
    Rational Fee,
    BigInteger FaceValueWei)
{
    /// <summary>In the place of names that have no line of their own because there were too many on that day. A caller who chooses this very name is summed up there too.</summary>
    public const string Other = "(other)";
}

/// <summary>One stored payment.</summary>
/// <param name="Number">1 and up, in the order of commits of one generation.</param>
/// <param name="EventId">The same at every delivery, and no other event's, whatever becomes of the ledger: receivers drop repetitions by it.</param>
/// <param name="Record">The payment.</param>
public sealed record StoredUsage(long Number, string EventId, UsageRecord Record);
