namespace Livepeer.Payments.Desk;

/// <summary>How far one nonce space is used, by all writers together.</summary>
/// <param name="Generation">
/// Generation of the ledger in which the space was first used. Another one than the ledger's means that records may have been lost since: the space is closed.
/// </param>
/// <param name="Used">Nonces handed out, 0 to 1,023; the next one has counter <c>Used + 1</c>, under the epoch of whichever writer takes it.</param>
/// <param name="RetainUntil">Ledger time until which the record must be kept: well beyond the life of the ticket parameters.</param>
public sealed record NonceState(long Generation, int Used, DateTimeOffset RetainUntil);
