namespace DevOrchestrator.Control;

/// <summary>Everything that one sender gave this orchestrator, over all manifests and restarts. Amounts are wei as "n" or "n/d", exact.</summary>
/// <param name="Sender">Checksummed address.</param>
/// <param name="TicketsSeen">Different tickets with a valid signature, whatever became of them: what the sender signed and delivered.</param>
/// <param name="SeenEvWei">Their expected value.</param>
/// <param name="SeenFaceValueWei">Their face value.</param>
/// <param name="TicketsAccepted">Tickets credited.</param>
/// <param name="AcceptedEvWei">Their expected value.</param>
/// <param name="AcceptedFaceValueWei">Their face value.</param>
/// <param name="DebitedFeesWei">Fees debited.</param>
/// <param name="NonceRepeats">Tickets that came again with the same signature.</param>
/// <param name="NonceViolations">Tickets that came with other signature bytes over a nonce already seen: a signer must never make them.</param>
public sealed record SenderStats(
    string Sender,
    long TicketsSeen,
    string SeenEvWei,
    string SeenFaceValueWei,
    long TicketsAccepted,
    string AcceptedEvWei,
    string AcceptedFaceValueWei,
    string DebitedFeesWei,
    long NonceRepeats,
    long NonceViolations);
