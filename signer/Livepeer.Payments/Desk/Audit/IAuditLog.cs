namespace Livepeer.Payments.Desk.Audit;

/// <summary>
/// The record of everything that the deposit key signed. An entry is durable before <see cref="AppendAsync"/> returns, and no signature leaves the desk
/// before that.
/// </summary>
public interface IAuditLog
{
    /// <summary>Records signatures that are about to be released. Entries of callers that wait at the same time may share one flush.</summary>
    /// <param name="entry">What was signed; all its records are written together or not at all.</param>
    /// <param name="cancellationToken">Cancels waiting only: an entry that is being written stays in the log, which is harmless.</param>
    /// <exception cref="AuditUnavailableException">It is not known to be durable: the signatures must not be released.</exception>
    ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Says whether the log can be written, and tries it when it could not be before: readiness.</summary>
    /// <exception cref="AuditUnavailableException">It cannot.</exception>
    ValueTask ProbeAsync(CancellationToken cancellationToken);
}
