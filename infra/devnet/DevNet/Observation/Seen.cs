namespace DevNet.Observation;

/// <summary>What the network does at one moment, for the table and for checks.</summary>
internal sealed record Seen(IReadOnlyList<SeenStream> Streams, IReadOnlyList<SeenOrchestrator> Orchestrators, SeenAi Ai, IReadOnlyList<string> Silent);

/// <summary>A stream as the gateway tells it.</summary>
internal sealed record SeenStream(
    string Name, bool Live, long SourceSegments, long RenditionSegments, long Gaps, int Renditions, string Orchestrator, long Tickets, string PaidWei, long Failovers, string LastError);

/// <summary>A balance as the signer keeps it, exact text in wei.</summary>
internal sealed record SignerBalance(string Recipient, string Bucket, string CreditWei, int OpenPayments)
{
    /// <summary>The name that the orchestrator keeps it under: the signer adds the node for batch AI, because every node keeps its own.</summary>
    public string Manifest => Bucket.LastIndexOf(' ') is >= 0 and var space ? Bucket[..space] : Bucket;
}

/// <summary>An orchestrator as it tells of itself. Amounts are exact text in wei.</summary>
internal sealed record SeenOrchestrator(
    string Name, string Address, Uri Service, bool Reachable, long Segments, long AiJobs, long TicketsAccepted, long TicketsRejected, long NonceRepeats, long NonceViolations,
    string CreditedWei, string DebitedWei, IReadOnlyList<SeenAccount> Accounts);

/// <summary>A balance at an orchestrator.</summary>
internal sealed record SeenAccount(string Sender, string Manifest, string? BalanceWei);

/// <summary>AI work as the gateway tells it.</summary>
internal sealed record SeenAi(long Jobs, long Succeeded, long Failed, int InFlight, long Tickets, string PaidWei);
