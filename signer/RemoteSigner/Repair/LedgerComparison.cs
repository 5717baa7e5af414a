using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>
/// Compares payments of the audit log with the ledger and puts back what is missing. A payment of the running generation that the ledger lacks is another loss,
/// and another generation begins first.
/// </summary>
/// <param name="ledger">That may lack some.</param>
/// <param name="running">Its generation.</param>
internal sealed class LedgerComparison(ILedgerRepair ledger, LedgerGeneration running)
{
    /// <summary>Payments of one call at most. So few that nobody who pays meanwhile waits long for the ledger.</summary>
    public const int MostAtOnce = ILedgerRepair.MaxPayments / 4;

    private bool _hasBegun;

    /// <summary>The generation, which may have begun here.</summary>
    public LedgerGeneration Running { get; private set; } = running;

    /// <summary>Payments put back.</summary>
    public long Lost { get; private set; }

    /// <summary>Whether somebody else began another generation. What is compared from then on is that one's.</summary>
    public bool IsOvertaken { get; private set; }

    /// <summary>Compares some. May be called again with the same ones: each is put back once.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer, or cannot do it.</exception>
    public async Task CompareAsync(IReadOnlyList<AuditedPayment> payments, CancellationToken cancellationToken)
    {
        // What the generation lacks from before it began was lost when it began. A ledger whose clock went back begins one generation all the same.
        var own = _hasBegun ? [] : Recorded(payments.Where(payment => payment.Usage.At >= Running.Since));
        if (own.Length > 0 && !await ledger.HasAllAsync(own, cancellationToken))
        {
            await LookAsync(cancellationToken);
            if (IsOvertaken)
            {
                return;
            }

            Running = await ledger.BeginGenerationAsync("The audit log has a payment that the ledger lacks.", cancellationToken);
            (_hasBegun, own) = (true, []);
        }

        if (own.Length < payments.Count)
        {
            Lost += (await ledger.RestoreAsync(Recorded(payments), cancellationToken)).Count(state => state == RestoreState.Restored);
        }
    }

    /// <summary>Asks which generation runs.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellationToken) =>
        IsOvertaken = (await ledger.ReadGenerationAsync(cancellationToken)).Number != Running.Number;

    private static RecordedPayment[] Recorded(IEnumerable<AuditedPayment> payments) => [.. payments.Select(payment => payment.Recorded)];
}
