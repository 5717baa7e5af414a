using Livepeer.Payments.Desk;
using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators.Leases;

/// <summary>What a lease holds at one moment. Everything about one request is taken from one snapshot: token, price and ticket parameters belong together.</summary>
/// <param name="Description">The checked answer; its bytes go to the payer.</param>
/// <param name="Service">Base URI of the work.</param>
/// <param name="Token">Token of the session.</param>
/// <param name="RefreshAt">When 80 % of the token's life are over: the time to renew in the background.</param>
public sealed record LeaseSnapshot(OrchestratorDescription Description, Uri Service, AuthToken Token, DateTimeOffset RefreshAt)
{
    /// <summary>The session at the orchestrator.</summary>
    public string SessionId => Token.SessionId;

    /// <summary>End of the token's life.</summary>
    public DateTimeOffset TokenExpiresAt => DateTimeOffset.FromUnixTimeSeconds(Token.ExpirationUnixSeconds);
}
