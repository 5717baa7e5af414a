namespace DevOrchestrator.Control;

/// <summary>One (sender, manifest). Amounts are wei as "n" or "n/d", exact.</summary>
/// <param name="Sender">Checksummed address.</param>
/// <param name="Manifest">Session id, capability_model, stream id, or capability name.</param>
/// <param name="Kind">segment, ai, live, runner, byoc; payment when nothing but POST /payment has used it.</param>
/// <param name="BalanceWei">Credit left since the last restart; null without an account.</param>
/// <param name="FixedPriceWei">Session price; null while it is not fixed.</param>
/// <param name="TicketsAccepted">Tickets credited.</param>
/// <param name="TicketsRejected">Tickets not credited.</param>
/// <param name="WinningTickets">Winners, also uncredited ones.</param>
/// <param name="NoncesUsed">Nonces noted for the first time; the ticket may still have been refused for another reason.</param>
/// <param name="NoncesRepeated">Tickets refused because their nonce had been seen: 0 for a sound sender whose answers are not lost.</param>
/// <param name="CreditedEvWei">Expected value credited.</param>
/// <param name="FaceValueWei">Sum of the face values of the tickets credited: what they would cost if all won.</param>
/// <param name="DebitedFeesWei">Fees debited.</param>
/// <param name="DebitedUnits">Pixels, seconds or other units debited.</param>
/// <param name="Refusals">Refused payments and requests of this account by text.</param>
public sealed record AccountStats(
    string Sender,
    string Manifest,
    string Kind,
    string? BalanceWei,
    string? FixedPriceWei,
    long TicketsAccepted,
    long TicketsRejected,
    long WinningTickets,
    long NoncesUsed,
    long NoncesRepeated,
    string CreditedEvWei,
    string FaceValueWei,
    string DebitedFeesWei,
    long DebitedUnits,
    IReadOnlyDictionary<string, long> Refusals);
