using Livepeer.Payments.Money;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>Where a signer stands with one orchestrator and model: its state and what is known of it.</summary>
/// <param name="State">Opaque; echoed with the next request.</param>
/// <param name="Seal">What proves who issued it.</param>
/// <param name="Credit">Its balance in wei, as it follows from what was asked for and what tickets came.</param>
/// <param name="Price">Price it began with; the signer refuses a higher one and goes on billing this one when it falls, so another price begins another state.</param>
internal sealed record SignerPosition(byte[] State, byte[] Seal, Rational Credit, PriceInfo Price);
