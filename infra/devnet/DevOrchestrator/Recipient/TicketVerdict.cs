namespace DevOrchestrator.Recipient;

/// <summary>What became of one ticket of a payment.</summary>
/// <param name="Nonce">The sender's nonce.</param>
/// <param name="IsReceived">False when a fatal error had already stopped the batch.</param>
/// <param name="Error">Refusal text, or null.</param>
/// <param name="IsFatal">Whether the error stopped the batch.</param>
/// <param name="IsCredited">Whether its expected value was credited.</param>
/// <param name="HasWon">Whether it is queued for redemption; a winner is queued also when it was refused, unless for its signature.</param>
/// <param name="NonceUse">What became of its nonce.</param>
internal sealed record TicketVerdict(uint Nonce, bool IsReceived, string? Error, bool IsFatal, bool IsCredited, bool HasWon, NonceUse NonceUse)
{
    public static TicketVerdict NotReceived(uint nonce) => new(nonce, false, null, false, false, false, NonceUse.NotNoted);

    public static TicketVerdict Fatal(uint nonce, string error) => new(nonce, true, error, true, false, false, NonceUse.NotNoted);
}
