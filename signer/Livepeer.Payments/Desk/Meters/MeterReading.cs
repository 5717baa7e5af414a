using System.Numerics;
using Livepeer.Payments.Money;

namespace Livepeer.Payments.Desk.Meters;

/// <summary>A session's account right after one payment; part of its plan, so that a repeated answer says the same.</summary>
/// <param name="Sequence">Number of this step, from 0.</param>
/// <param name="Units">Units that this payment bills.</param>
/// <param name="BilledFrom">Ledger time up to which live work was billed before; null for the first payment and after a new start.</param>
/// <param name="BilledUntil">Ledger time up to which it is billed now.</param>
/// <param name="Balance">Wei of credit; negative when underpaid.</param>
/// <param name="InitialPrice">Price that it is billed with.</param>
/// <param name="Grant">What a webhook allowed.</param>
public sealed record MeterReading(
    long Sequence,
    BigInteger Units,
    DateTimeOffset? BilledFrom,
    DateTimeOffset BilledUntil,
    Rational Balance,
    UnitPrice InitialPrice,
    MeterGrant Grant);
