namespace Livepeer.Payments.Desk;

/// <summary>How far one nonce space is used.</summary>
/// <param name="Epoch">
/// Epoch of the ledger in which the space was first used, 0 to 2^22 - 1. Another epoch than the ledger's means that records may have been lost since:
/// the space is closed.
/// </param>
/// <param name="Used">Nonces handed out, 0 to 1,023; the next one has counter <c>Used + 1</c>.</param>
/// <param name="RetainUntil">Ledger time until which the record must be kept: well beyond the life of the ticket parameters.</param>
public sealed record NonceState(uint Epoch, int Used, DateTimeOffset RetainUntil);
