using Livepeer.Payments.Money;
using Livepeer.Wire.Matching;

namespace Livepeer.Orchestrators.Checks;

/// <summary>What an orchestrator must offer to be used for a job.</summary>
/// <param name="Needs">Capabilities of the job.</param>
/// <param name="MaxPrice">Ceiling in wei per unit; a price equal to it is fine; null for none.</param>
/// <param name="Paid">Whether the work is paid: price and ticket parameters are then needed.</param>
public sealed record LeaseTerms(JobCapabilities Needs, Rational? MaxPrice, bool Paid);
