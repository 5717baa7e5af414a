using Livepeer.Payments.Desk;

namespace RemoteSigner.Tests.Support;

/// <summary>The kill switch of a ledger that can be made to fail, or to be silent.</summary>
internal sealed class StoreSwitch : ISigningSwitch
{
    /// <summary>When set, every call fails with it.</summary>
    public string? Outage { get; set; }

    /// <summary>When set, no call ends.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What is stored.</summary>
    public SigningHalt? Stored { get; set; }

    public async ValueTask HaltAsync(string reason, CancellationToken cancellationToken)
    {
        await WorkAsync(cancellationToken);
        Stored = new SigningHalt(reason, DateTimeOffset.UnixEpoch);
    }

    public async ValueTask ResumeAsync(CancellationToken cancellationToken)
    {
        await WorkAsync(cancellationToken);
        Stored = null;
    }

    public async ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken)
    {
        await WorkAsync(cancellationToken);
        return Stored;
    }

    private async ValueTask WorkAsync(CancellationToken cancellationToken)
    {
        if (Outage is { } outage)
        {
            throw new LedgerUnavailableException(outage);
        }

        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
    }
}
