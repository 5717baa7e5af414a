namespace DevOrchestrator.Control;

/// <summary>A credited ticket. No two may have the same hash, nor the same nonce under one recipientRandHash.</summary>
/// <param name="Hash">The ticket's hash, lower-case hex.</param>
/// <param name="Sender">Checksummed address.</param>
/// <param name="Manifest">The account it was credited to.</param>
/// <param name="RecipientRandHash">32 bytes in lower-case hex: the ticket parameters it belongs to.</param>
/// <param name="Nonce">The sender's nonce.</param>
public sealed record AcceptedTicket(string Hash, string Sender, string Manifest, string RecipientRandHash, uint Nonce);
