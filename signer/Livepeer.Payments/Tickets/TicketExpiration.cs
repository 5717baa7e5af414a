using Livepeer.Crypto;

namespace Livepeer.Payments.Tickets;

/// <summary>The round that a ticket belongs to. Echoed exactly as the orchestrator gave it, also when round or hash are zero.</summary>
/// <param name="CreationRound">Round number; small and positive on a real chain.</param>
/// <param name="CreationRoundBlockHash">L1 block hash of that round.</param>
/// <remarks>Source: go-livepeer pm/ticket.go.</remarks>
public sealed record TicketExpiration(long CreationRound, Hash32 CreationRoundBlockHash);
