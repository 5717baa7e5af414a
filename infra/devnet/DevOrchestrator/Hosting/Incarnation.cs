using System.Security.Cryptography;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Live;
using DevOrchestrator.Recipient;
using DevOrchestrator.Runners;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Hosting;

/// <summary>Everything an orchestrator loses when it restarts: its secrets, and with them tokens, nonces, balances, sessions and results.</summary>
internal sealed class Incarnation
{
    /// <summary>Source: go-livepeer pm/recipient.go.</summary>
    private const int TxCostMultiplier = 100;

    public Incarnation(DevOrchestratorOptions options, EthAddress recipient, StatsBook stats)
    {
        Receiver = new PaymentReceiver(
            recipient,
            new TicketPolicy(options.TicketEvWei, options.RedeemGas, TxCostMultiplier, options.GasPriceWei, options.MaxFaceValueWei),
            RandomNumberGenerator.GetBytes(32));
        Sessions = new SessionTable(options.MaxSessions, options.Time);
        PaidSessions = new PaidSessionTable(stats, options.Time);
        LiveStreams = new LiveStreams(PaidSessions, options.Time);
        Challenges = new ChallengeBook(options.Time);
        Images = new ImageShelf(options.Time);
    }

    public PaymentReceiver Receiver { get; }

    public AuthTokens Tokens { get; } = new(RandomNumberGenerator.GetBytes(32));

    public SessionTable Sessions { get; }

    public PaidSessionTable PaidSessions { get; }

    public LiveStreams LiveStreams { get; }

    public ChallengeBook Challenges { get; }

    public ImageShelf Images { get; }

    public void DropIdle(DateTimeOffset now)
    {
        Receiver.DropIdle(now);
        Sessions.EndIdle();
        LiveStreams.EndIdle();
        Images.DropOld();
        Challenges.DropExpired();
    }
}
