using DevOrchestrator.Crypto;
using DevOrchestrator.Money;

namespace DevOrchestrator.Runners;

/// <summary>A challenge as it was given out.</summary>
/// <param name="Runner">The runner that asked for payment.</param>
/// <param name="Sender">Who was asked.</param>
/// <param name="Price">Wei per unit.</param>
/// <param name="Expires">When its token ends.</param>
internal sealed record IssuedChallenge(string Runner, EthAddress Sender, Rational Price, DateTimeOffset Expires);
