namespace DevOrchestrator.Control;

/// <summary>One (sender, manifest). Amounts are wei as "n" or "n/d", exact.</summary>
/// <param name="Sender">Checksummed address.</param>
/// <param name="Manifest">Session id, or capability_model.</param>
/// <param name="BalanceWei">Credit left since the last restart; null without an account.</param>
/// <param name="FixedPriceWei">Session price; null while it is not fixed.</param>
/// <param name="TicketsAccepted">Tickets credited.</param>
/// <param name="TicketsRejected">Tickets not credited.</param>
/// <param name="WinningTickets">Winners, also uncredited ones.</param>
/// <param name="CreditedEvWei">Expected value credited.</param>
/// <param name="DebitedFeesWei">Fees debited.</param>
/// <param name="DebitedUnits">Pixels or units debited.</param>
public sealed record AccountStats(
    string Sender,
    string Manifest,
    string? BalanceWei,
    string? FixedPriceWei,
    long TicketsAccepted,
    long TicketsRejected,
    long WinningTickets,
    string CreditedEvWei,
    string DebitedFeesWei,
    long DebitedUnits);
