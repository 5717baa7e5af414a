namespace DevOrchestrator.Control;

/// <summary>A ticket whose signature was its sender's, whatever became of it.</summary>
/// <param name="RecipientRandHash">32 bytes in lower-case hex: the ticket parameters it belongs to.</param>
/// <param name="Nonce">The sender's nonce.</param>
/// <param name="SignatureHash">Keccak-256 of the signature in lower-case hex.</param>
public sealed record SeenTicket(string RecipientRandHash, uint Nonce, string SignatureHash);
