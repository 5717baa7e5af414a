using System.Globalization;
using System.Numerics;
using DevOrchestrator.Accounts;
using DevOrchestrator.Crypto;
using DevOrchestrator.Money;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Control;

/// <summary>Sums of one (sender, manifest), over restarts of the orchestrator.</summary>
/// <remarks>Not thread-safe: its owner locks.</remarks>
internal sealed class AccountTally(JobKind kind)
{
    private const int MaxTexts = 50;

    private readonly TextCounts _refusals = new(MaxTexts);
    private long _accepted;
    private long _rejected;
    private long _won;
    private long _nonces;
    private long _repeatedNonces;
    private long _units;
    private Rational _credited;
    private BigInteger _faceValue;
    private Rational _debited;

    public long Accepted => _accepted;

    public long Rejected => _rejected;

    public long Won => _won;

    public Rational Credited => _credited;

    public Rational Debited => _debited;

    /// <summary>What the account is used for: the first use other than a bare payment.</summary>
    public JobKind Kind { get; private set; } = kind;

    public void Add(JobKind kind, ReceivedPayment payment, PaymentVerdict verdict)
    {
        Use(kind);
        var credited = verdict.Tickets.Count(ticket => ticket.IsCredited);
        _accepted += credited;
        _rejected += payment.Wire.TicketSenderParams.Count - credited;
        _won += verdict.Tickets.Count(ticket => ticket.HasWon);
        _nonces += verdict.Tickets.Count(ticket => ticket.NonceUse == NonceUse.Fresh);
        _repeatedNonces += verdict.Tickets.Count(ticket => ticket.NonceUse == NonceUse.Repeated);
        _credited += verdict.CreditedEv;
        _faceValue += payment.Terms is { } terms ? terms.FaceValue * credited : 0;
    }

    public void AddFee(JobKind kind, Rational fee, long units)
    {
        Use(kind);
        _debited += fee;
        _units += units;
    }

    public void AddRefusal(JobKind kind, string text)
    {
        Use(kind);
        _refusals.Add(text);
    }

    public AccountStats ToStats(EthAddress sender, string manifest, PaymentReceiver receiver) => new(
        sender.ToString(),
        manifest,
        KindName.Of(Kind),
        receiver.Balance(sender, manifest)?.ToString(),
        receiver.FixedPrice(sender, manifest)?.ToString(),
        _accepted,
        _rejected,
        _won,
        _nonces,
        _repeatedNonces,
        _credited.ToString(),
        _faceValue.ToString(CultureInfo.InvariantCulture),
        _debited.ToString(),
        _units,
        _refusals.Copy());

    private void Use(JobKind kind) => Kind = Kind == JobKind.Payment ? kind : Kind;
}
