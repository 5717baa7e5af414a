namespace DevOrchestrator.Control;

/// <summary>What has happened since the program started; restarts by fault do not reset it. Amounts are wei as "n" or "n/d", exact.</summary>
/// <param name="Address">The orchestrator's address.</param>
/// <param name="L1Block">Its L1 block now.</param>
/// <param name="Restarts">Restarts by fault.</param>
/// <param name="StalledRequests">Requests that the fault "stall" holds at this moment.</param>
/// <param name="GetOrchestratorCalls">Answered GetOrchestrator calls.</param>
/// <param name="Segments">Segments transcoded.</param>
/// <param name="AiJobs">AI jobs done.</param>
/// <param name="ByocJobs">BYOC jobs done.</param>
/// <param name="Payments">Payments accepted, also those without tickets.</param>
/// <param name="TicketsAccepted">Tickets credited.</param>
/// <param name="TicketsRejected">Tickets not credited.</param>
/// <param name="WinningTickets">Winners, also uncredited ones.</param>
/// <param name="CreditedEvWei">Expected value credited.</param>
/// <param name="DebitedFeesWei">Fees debited.</param>
/// <param name="Refusals">Number of refusals by text.</param>
/// <param name="NonceRepeats">Tickets that came again with the same signature.</param>
/// <param name="NonceViolations">Tickets that came with other signature bytes over a nonce already seen: a signer must never make them.</param>
/// <param name="Senders">One entry per sender.</param>
/// <param name="Accounts">One entry per (sender, manifest).</param>
/// <param name="OpenSessions">Sessions that run and are paid meanwhile.</param>
/// <param name="Sessions">Those sessions and the ended ones, oldest first.</param>
/// <param name="Seen">The tickets seen, oldest first, the last of them only.</param>
/// <param name="Accepted">The tickets credited, oldest first, the last of them only.</param>
public sealed record OrchestratorStats(
    string Address,
    string L1Block,
    int Restarts,
    int StalledRequests,
    long GetOrchestratorCalls,
    long Segments,
    long AiJobs,
    long ByocJobs,
    long Payments,
    long TicketsAccepted,
    long TicketsRejected,
    long WinningTickets,
    string CreditedEvWei,
    string DebitedFeesWei,
    IReadOnlyDictionary<string, long> Refusals,
    long NonceRepeats,
    long NonceViolations,
    IReadOnlyList<SenderStats> Senders,
    IReadOnlyList<AccountStats> Accounts,
    int OpenSessions,
    IReadOnlyList<SessionStats> Sessions,
    IReadOnlyList<SeenTicket> Seen,
    IReadOnlyList<AcceptedTicket> Accepted);
