using System.Collections.Immutable;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Offers;

/// <summary>An OrchestratorInfo with all that a gateway uses. Nothing in it is authenticated.</summary>
/// <param name="Bytes">The message as it came, for the payer.</param>
/// <param name="Offer">Address, price, ticket parameters, token.</param>
/// <param name="Capabilities">Null when the orchestrator sent none, which makes it unusable for every job of today.</param>
/// <param name="CapabilityPrices">Prices per capability and model; only in answers to requests that named no capabilities.</param>
/// <param name="StorageHosts">URLs of the orchestrator's own object stores.</param>
/// <param name="Nodes">URIs of sibling nodes.</param>
public sealed record OrchestratorDescription(
    ReadOnlyMemory<byte> Bytes,
    OrchestratorOffer Offer,
    OrchestratorCapabilities? Capabilities,
    ImmutableArray<PriceInfo> CapabilityPrices,
    ImmutableArray<string> StorageHosts,
    ImmutableArray<string> Nodes);
