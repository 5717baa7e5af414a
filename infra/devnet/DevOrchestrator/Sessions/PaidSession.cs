using System.Diagnostics.CodeAnalysis;
using DevOrchestrator.Accounts;
using DevOrchestrator.Crypto;
using DevOrchestrator.Metering;

namespace DevOrchestrator.Sessions;

/// <summary>A session that is paid while it runs: a live stream or a runner's session. Its table begins and ends it.</summary>
/// <param name="kind">Live or runner.</param>
/// <param name="id">Its manifest.</param>
/// <param name="name">Model, or runner.</param>
/// <param name="sender">Who pays.</param>
/// <param name="openedAt">When it was reserved.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "Without a timer a CancellationTokenSource holds nothing to free, and its token outlives the session.")]
internal sealed class PaidSession(JobKind kind, string id, string name, EthAddress sender, DateTimeOffset openedAt)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private SessionMeter? _meter; // under _gate
    private bool _isOver; // under _gate

    public JobKind Kind => kind;

    public string Id => id;

    public string Name => name;

    public EthAddress Sender => sender;

    public DateTimeOffset OpenedAt => openedAt;

    /// <summary>Cancelled when the session ends, whatever the reason.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether its first payment was accepted.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Turns the reservation into a session.</summary>
    public void Begin() => HasBegun = true;

    /// <summary>Hands over what charges the session; it ends with it.</summary>
    public void Meter(SessionMeter meter)
    {
        bool isLate;
        lock (_gate)
        {
            _meter = meter;
            isLate = _isOver;
        }

        if (isLate)
        {
            meter.Dispose();
        }
    }

    public void End()
    {
        SessionMeter? meter;
        lock (_gate)
        {
            _isOver = true;
            meter = _meter;
        }

        meter?.Dispose();
        _ended.Cancel();
    }
}
