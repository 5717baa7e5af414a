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

    public ValueTask<LedgerGeneration> ReadGenerationAsync(CancellationToken cancellationToken)
    {
        Check();
        return inner.ReadGenerationAsync(cancellationToken);
    }

    public ValueTask<LedgerGeneration> WaitForGenerationAsync(long known, CancellationToken cancellationToken) => inner.WaitForGenerationAsync(known, cancellationToken);

    public ValueTask<LedgerGeneration> BeginGenerationAsync(string reason, CancellationToken cancellationToken)
    {
        Check();
        return inner.BeginGenerationAsync(reason, cancellationToken);
    }

    public ValueTask<bool> HasAllAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        Check();
        Interlocked.Add(ref _compared, payments.Count);
        return inner.HasAllAsync(payments, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<RestoreState>> RestoreAsync(IReadOnlyList<RecordedPayment> payments, CancellationToken cancellationToken)
    {
        Check();
        if (BatchesUntilOut is { } most && Interlocked.Increment(ref _restores) > most)
        {
            throw new LedgerUnavailableException("out after some batches");
        }

        Interlocked.Add(ref _compared, payments.Count);
        var states = await inner.RestoreAsync(payments, cancellationToken);
        Interlocked.Add(ref _restored, states.Count(state => state == RestoreState.Restored));
        return states;
    }

    private void Check()
    {
        if (IsOut)
        {
            throw new LedgerUnavailableException("out");
        }
    }
}
