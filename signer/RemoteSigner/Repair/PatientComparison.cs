using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;

namespace RemoteSigner.Repair;

/// <summary>
/// Compares in spite of a ledger that is away for a while, and of rows in it that cannot be read. For the one it waits and goes on where it was; payments that the
/// other concerns are left out, so that they keep nothing behind them from coming back.
/// </summary>
internal sealed partial class PatientComparison(LedgerComparison comparison, TimeProvider time, ILogger logger)
{
    // A ledger that answers may still fail once: a row that somebody else touched was in the same batch, or its store was just coming back.
    private const int MostTries = 3;
    private const int MostNamed = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private bool _isAway;

    /// <summary>Payments that could not be compared although the ledger answers.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Compares some, each that can be. Waits for as long as the ledger is away; ends early when it was overtaken.</summary>
    public async Task CompareAsync(AuditedPayment[] payments, CancellationToken cancellationToken)
    {
        if (await TryAsync(payments, FirstPause, cancellationToken) is null)
        {
            return;
        }

        foreach (var payment in payments)
        {
            if (await TryAsync([payment], TimeSpan.Zero, cancellationToken) is { } problem)
            {
                LeaveOut(payment, problem);
            }

            if (comparison.IsOvertaken)
            {
                return;
            }
        }
    }

    /// <param name="payments">To compare.</param>
    /// <param name="patience">Before the second try at a ledger that answers; before the third twice that.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Why a ledger that answers cannot compare them; null when it did, or was overtaken.</returns>
    private async Task<string?> TryAsync(AuditedPayment[] payments, TimeSpan patience, CancellationToken cancellationToken)
    {
        var failed = 0;
        for (var pause = FirstPause; ;)
        {
            try
            {
                await comparison.CompareAsync(payments, cancellationToken);
                IsBack();
                return null;
            }
            catch (LedgerUnavailableException failure)
            {
                if (await AnswersAsync(cancellationToken))
                {
                    if (comparison.IsOvertaken)
                    {
                        return null;
                    }

                    if (++failed == MostTries)
                    {
                        return failure.Message;
                    }

                    await Task.Delay(failed * patience, time, cancellationToken);
                    continue;
                }

                IsAway(failure.Message);
            }

            // What failed before the outage may have been its beginning.
            failed = 0;
            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await comparison.LookAsync(cancellationToken);
            IsBack();
            return true;
        }
        catch (LedgerUnavailableException)
        {
            return false;
        }
    }

    private void IsAway(string problem)
    {
        if (!_isAway)
        {
            LogAway(problem);
        }

        _isAway = true;
    }

    private void IsBack()
    {
        if (_isAway)
        {
            LogBack();
        }

        _isAway = false;
    }

    private void LeaveOut(AuditedPayment payment, string problem)
    {
        if (++LeftOut <= MostNamed)
        {
            LogLeftOut(payment.Keys.IdempotencyKey, payment.Keys.Tenant.Value, problem);
        }
    }

    [LoggerMessage(2075, LogLevel.Error, "The ledger cannot be compared with the audit log for now; this is tried again, and goes on where it was: {Problem}")]
    private partial void LogAway(string problem);

    [LoggerMessage(2076, LogLevel.Information, "The ledger answers again; its comparison with the audit log goes on.")]
    private partial void LogBack();

    [LoggerMessage(2077, LogLevel.Error, "The payment {IdempotencyKey} of tenant {Tenant} cannot be compared with the ledger and is left out for now: {Problem}")]
    private partial void LogLeftOut(string idempotencyKey, string tenant, string problem);
}
