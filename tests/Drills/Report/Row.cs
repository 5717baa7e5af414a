using Drills.World;

namespace Drills.Report;

/// <summary>What came of one drill.</summary>
/// <param name="Fault">What was done.</param>
/// <param name="Cycles">How often.</param>
/// <param name="Payments">That the judge was given.</param>
/// <param name="Tickets">Different ones that the judge saw.</param>
/// <param name="NoncesReused">By the judge's count.</param>
/// <param name="Unaccounted">Wei of tickets that the judge saw and the signers' account lacks.</param>
/// <param name="Undelivered">Wei that the account has and the judge never saw: payments whose answer was lost for good.</param>
/// <param name="MayPayTwice">
/// Whether <paramref name="Undelivered"/> and <paramref name="Refused"/> may be more than zero: a ledger that lost something knows only after its repair how many tickets the judge has seen.
/// </param>
/// <param name="Refused">Payments that the judge was handed and did not take, for whatever reason.</param>
/// <param name="Failed">Payments without success after all retries.</param>
/// <param name="Retries">Calls made again.</param>
/// <param name="Refreshes">New ticket parameters asked for.</param>
/// <param name="AuditFaults">What the verification of the audit logs found; empty when they are whole.</param>
/// <param name="Time">Of the whole drill.</param>
internal sealed record Row(
    string Fault,
    int Cycles,
    long Payments,
    long Tickets,
    long NoncesReused,
    Fraction Unaccounted,
    Fraction Undelivered,
    bool MayPayTwice,
    long Refused,
    long Failed,
    long Retries,
    long Refreshes,
    string AuditFaults,
    TimeSpan Time)
{
    /// <summary>Whether the promises were kept.</summary>
    public bool IsGood =>
        NoncesReused == 0 && Unaccounted.CompareTo(Fraction.Zero) == 0 && (MayPayTwice || (Refused == 0 && Undelivered.CompareTo(Fraction.Zero) == 0)) && AuditFaults.Length == 0 && Failed == 0;
}
