using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>The running account of one payment session of metered work: what go-livepeer's signer keeps in the state that it gives its callers.</summary>
/// <param name="Kind">Of the job; the same for a whole session.</param>
/// <param name="Unit">Of live work; <see cref="LiveUnit.Unknown"/> for the other kinds.</param>
/// <param name="App">The caller's label; the same for a whole session.</param>
/// <param name="Balance">Wei of credit at the orchestrator, with everything billed so far taken off; negative when it was underpaid.</param>
/// <param name="BilledUntil">Ledger time up to which live work is billed; of other work the time of the last payment.</param>
/// <param name="Sequence">0 after the first payment, one more with each further one.</param>
/// <param name="InitialPrice">Price of the first payment, with which all are billed.</param>
/// <param name="Grant">What a webhook allowed, and until when.</param>
/// <param name="Open">Payments whose delivery may still be reported as failed; oldest first.</param>
public sealed record MeterState(
    JobKind Kind,
    LiveUnit Unit,
    string App,
    Rational Balance,
    DateTimeOffset BilledUntil,
    long Sequence,
    UnitPrice InitialPrice,
    MeterGrant Grant,
    ImmutableArray<OpenPayment> Open)
{
    /// <summary>Payments that <see cref="Open"/> has at most; the oldest then count as delivered.</summary>
    public const int MaxOpen = 16;

    /// <summary>
    /// Name of the orchestrator's balance; empty while any is accepted: before the second payment of live video, whose orchestrator gives the name in its
    /// answer to the first one, and for callers of go-livepeer's API.
    /// </summary>
    public string ManifestId { get; init; } = string.Empty;

    /// <summary>Whether both say the same, payment by payment.</summary>
    public bool Equals(MeterState? other) =>
        other is not null
        && (Kind, Unit, App, Balance, BilledUntil, Sequence, InitialPrice, Grant, ManifestId)
            == (other.Kind, other.Unit, other.App, other.Balance, other.BilledUntil, other.Sequence, other.InitialPrice, other.Grant, other.ManifestId)
        && Open.AsSpan().SequenceEqual(other.Open.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(App, Balance, BilledUntil, Sequence);
}

/// <summary>A price as an orchestrator wrote it.</summary>
/// <param name="Wei">Wei for <paramref name="Units"/> units, 0 or more.</param>
/// <param name="Units">1 or more.</param>
public readonly record struct UnitPrice(long Wei, long Units)
{
    /// <summary>Wei per unit.</summary>
    public Rational PerUnit => new(Wei, Units);
}

/// <summary>What a webhook allowed.</summary>
/// <param name="ExpiresAtUnixSeconds">Until when it need not be asked again; 0 or less: ask every time.</param>
/// <param name="AuthId">Whom it named; empty for nobody.</param>
public sealed record MeterGrant(long ExpiresAtUnixSeconds, string AuthId)
{
    /// <summary>Characters of <see cref="AuthId"/>, at most.</summary>
    public const int MaxAuthIdLength = 256;

    /// <summary>Nothing was asked.</summary>
    public static MeterGrant None { get; } = new(0, string.Empty);
}
