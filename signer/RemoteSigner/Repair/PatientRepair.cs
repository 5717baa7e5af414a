using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Repair;

/// <summary>
/// A ledger that is asked again until it answers: a comparison that takes minutes goes on where it was, and does not begin anew each time that the store is away
/// for a moment. Nothing is done twice by that: a payment is put back once, however often it is given.
/// </summary>
internal sealed partial class PatientRepair(ILedgerRepair ledger, TimeProvider time, ILogger logger) : ILedgerRepair
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken) =>
        AskAsync(() => ledger.ReadGenerationAsync(cancellationToken), cancellationToken);

    public ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken) => ledger.WaitForGenerationAsync(known, cancellationToken);

    public ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken) =>
        AskAsync(() => ledger.BeginGenerationAsync(reason, cancellationToken), cancellationToken);

    public ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken) =>
        AskAsync(() => ledger.HasAllAsync(payments, cancellationToken), cancellationToken);

    public ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken) =>
        AskAsync(() => ledger.RestoreAsync(payments, cancellationToken), cancellationToken);

    private async ValueTask<T> AskAsync<T>(Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                return await ask();
            }
            catch (LedgerUnavailableException failure)
            {
                LogPutOff(failure.Message);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(2075, LogLevel.Error, "The ledger cannot be compared with the audit log for now; this is tried again, and goes on where it was: {Problem}")]
    private partial void LogPutOff(string problem);
}
