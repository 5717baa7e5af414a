using System.Security.Cryptography;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;
using DevOrchestrator.Runners;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Hosting;

/// <summary>Everything an orchestrator loses when it restarts: its secrets, and with them tokens, nonces, balances, sessions and results.</summary>
internal sealed class Incarnation(DevOrchestratorOptions options, EthAddress recipient, StatsBook stats)
{
    /// <summary>Source: go-livepeer pm/recipient.go.</summary>
    private const int TxCostMultiplier = 100;

    public PaymentReceiver Receiver { get; } = new(
        recipient,
        new TicketPolicy(options.TicketEvWei, options.RedeemGas, TxCostMultiplier, options.GasPriceWei, options.MaxFaceValueWei),
        RandomNumberGenerator.GetBytes(32));

    public AuthTokens Tokens { get; } = new(RandomNumberGenerator.GetBytes(32));

    public SessionTable Sessions { get; } = new(options.MaxSessions, options.Time);

    public PaidSessionTable PaidSessions { get; } = new(stats, options.Time);

    public ChallengeBook Challenges { get; } = new(options.Time);

    public ImageShelf Images { get; } = new(options.Time);

    public void DropIdle(DateTimeOffset now)
    {
        Receiver.DropIdle(now);
        Sessions.EndIdle();
        Images.DropOld();
        Challenges.DropExpired();
    }
}
