using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Repair;

namespace RemoteSigner.Tests.Repair;

/// <summary>A ledger's repair that counts, and that can be made to fail.</summary>
internal sealed class WatchedRepair(ILedgerRepair inner) : ILedgerRepair
{
    private int _restored;
    private int _restores;
    private int _compared;

    /// <summary>Payments that were put back.</summary>
    public int Restored => Volatile.Read(ref _restored);

    /// <summary>Payments that the ledger was asked about, each time that it was.</summary>
    public int Compared => Volatile.Read(ref _compared);

    /// <summary>When set, nothing works.</summary>
    public bool IsOut { get; set; }

    /// <summary>After so many batches of payments nothing works.</summary>
    public int? BatchesUntilOut { get; set; }

    /// <summary>Why a call with these payments, which may be none, does not work; null when it does.</summary>
    public Func<IReadOnlyList<RecordedPayment>, string?> Fault { get; set; } = static _ => null;

    public ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken)
    {
        Check([]);
        return inner.ReadGenerationAsync(cancellationToken);
    }

    public ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken) => inner.WaitForGenerationAsync(known, cancellationToken);

    public ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken)
    {
        Check([]);
        return inner.BeginGenerationAsync(reason, cancellationToken);
    }

    public ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        Check(payments);
        Interlocked.Add(ref _compared, payments.Count);
        return inner.HasAllAsync(payments, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        Check(payments);
        Interlocked.Increment(ref _restores);
        Interlocked.Add(ref _compared, payments.Count);
        var states = await inner.RestoreAsync(payments, cancellationToken);
        Interlocked.Add(ref _restored, states.Count(state => state == RestoreState.Restored));
        return states;
    }

    private void Check(IReadOnlyList<RecordedPayment> payments)
    {
        if (IsOut || Volatile.Read(ref _restores) >= BatchesUntilOut)
        {
            throw new LedgerUnavailableException("out");
        }

        if (Fault(payments) is { } problem)
        {
            throw new LedgerUnavailableException(problem);
        }
    }
}
