using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;

namespace Livepeer.Wire.Ceilings;

/// <summary>One entry of a price list.</summary>
/// <param name="Capability">The pipeline's capability.</param>
/// <param name="ModelId">Model, or "default".</param>
/// <param name="Price">Price of <paramref name="Units"/> units in <paramref name="Currency"/>; null when there is none above zero.</param>
/// <param name="Units">Units that the price is for; null when there are none above zero.</param>
/// <param name="Currency">Lower case; "wei" where the entry names none.</param>
public sealed record CapabilityPrice(Capability Capability, string ModelId, Rational? Price, Rational? Units, string Currency);
