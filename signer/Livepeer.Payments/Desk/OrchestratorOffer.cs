using Livepeer.Crypto;
using Livepeer.Payments.Money;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>An OrchestratorInfo in the core's words. Nothing in it is authenticated: every value is checked before it is used.</summary>
/// <param name="Transcoder">Base URI of the service; of batch AI work it names the node that keeps the balance.</param>
/// <param name="Address">Account that signs results; may differ from the ticket recipient.</param>
/// <param name="Price">What a unit costs; null when the orchestrator named none.</param>
/// <param name="TicketParameters">Null when the orchestrator takes no payments.</param>
/// <param name="AuthToken">Null when missing.</param>
public sealed record OrchestratorOffer(string Transcoder, EthAddress Address, PriceInfo? Price, TicketParameters? TicketParameters, AuthToken? AuthToken);
