namespace Livepeer.Payments.Desk;

/// <summary>
/// The kill switch: durable, and for every signer that shares the ledger. Each payment looks at it in its own ledger step; a signature that was begun
/// before is finished by signers that share the ledger; the process that was told signs nothing more.
/// </summary>
public interface ISigningSwitch
{
    /// <summary>Set while this process signs nothing, whatever its store says. Read before every signature, so it costs nothing; null in stores themselves.</summary>
    SigningHalt? Latched => null;

    /// <summary>Stops all payments.</summary>
    /// <param name="reason">Shown to callers: 1 to 256 printable ASCII characters.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="LedgerUnavailableException">The store cannot be written; what is stopped is what <see cref="Latched"/> says.</exception>
    ValueTask HaltAsync(string reason, CancellationToken cancellationToken);

    /// <summary>Lets payments run again; nothing happens when they do.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be written.</exception>
    ValueTask ResumeAsync(CancellationToken cancellationToken);

    /// <summary>Why everything is stopped, and since when; null when it is not.</summary>
    /// <exception cref="LedgerUnavailableException">The store cannot be read.</exception>
    ValueTask<SigningHalt?> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>Signing is stopped.</summary>
/// <param name="Reason">The operator's words.</param>
/// <param name="Since">Ledger time.</param>
public sealed record SigningHalt(string Reason, DateTimeOffset Since);
