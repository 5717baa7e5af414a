using System.Globalization;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Halting;

/// <summary>
/// The kill switch of this process: it stops in memory first, and then in the ledger, which may be full, slow or gone in the very moment in which the
/// operator needs it. What the ledger took is the ledger's from then on, so that a resume through another signer ends it here too.
/// </summary>
internal sealed class LatchedSwitch(ISigningSwitch store, TimeProvider time) : ISigningSwitch
{
    /// <summary>How long the ledger may take; the commands wait a little longer for the answer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    // Immutable and swapped whole; what is compared is the object, so that nobody ends a halt that came after the one he saw.
    private volatile Latch? _latch;

    /// <inheritdoc/>
    public SigningHalt? Latched => _latch?.Halt;

    /// <summary>Stops this process at once, and all that share the ledger when it is written.</summary>
    /// <param name="reason">Shown to callers: 1 to 256 printable ASCII characters.</param>
    /// <param name="cancellationToken">Cancels waiting; the process stays stopped.</param>
    /// <exception cref="LedgerUnavailableException">Only this process is stopped, and only as long as it runs.</exception>
    public async ValueTask HaltAsync(string reason, CancellationToken cancellationToken)
    {
        var latch = new Latch(new SigningHalt(reason, time.GetUtcNow()), IsDurable: false);
        _latch = latch;
        await WithinAsync(limit => store.HaltAsync(reason, limit), cancellationToken);
        Interlocked.CompareExchange(ref _latch, latch with { IsDurable = true }, latch);
    }

    /// <summary>Lets signing go on, in the ledger and then here.</summary>
    /// <exception cref="LedgerUnavailableException">The ledger cannot be written; what was stopped stays so.</exception>
    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        var latch = _latch;
        await WithinAsync(store.ResumeAsync, cancellationToken);
        Interlocked.CompareExchange(ref _latch, null, latch);
    }

    /// <inheritdoc/>
    public async ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken)
    {
        var latch = _latch;
        if (latch is { IsDurable: false })
        {
            return latch.Halt;
        }

        var halt = await store.ReadAsync(cancellationToken);
        if (halt is null && latch is not null)
        {
            // Another signer on the same ledger was told to go on.
            Interlocked.CompareExchange(ref _latch, null, latch);
        }

        return _latch?.Halt ?? halt;
    }

    private async ValueTask WithinAsync(Func<CancellationToken, ValueTask> change, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await change(either.Token).AsTask().WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LedgerUnavailableException(string.Create(CultureInfo.InvariantCulture, $"The ledger did not answer within {Patience.TotalSeconds:0} s."));
        }
    }

    private sealed record Latch(SigningHalt Halt, bool IsDurable);
}
