using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Recipient;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>The two payment headers of a request, read and checked in the order that all paid endpoints share.</summary>
internal sealed class PaidRequest
{
    private const string CreditMissing = "Insufficient balance";

    private readonly Node _node;
    private readonly Incarnation _incarnation;
    private readonly ReceivedPayment _payment;

    private PaidRequest(Node node, Incarnation incarnation, ReceivedPayment payment, SegData data) =>
        (_node, _incarnation, _payment, Data) = (node, incarnation, payment, data);

    public SegData Data { get; }

    public EthAddress Sender => _payment.Sender;

    /// <summary>402 for the payment header, 403 for the credentials. Nothing is credited yet.</summary>
    public static (PaidRequest? Request, Refusal? Refusal) Read(Node node, IncomingPayment incoming, IHeaderDictionary headers)
    {
        if (incoming.Payment is not { } payment)
        {
            return (null, incoming.Refusal);
        }

        var incarnation = node.Now;
        var credentials = SegmentCredentials.Read(
            headers[SegmentCredentials.HeaderName].ToString(),
            node.Options.IsOffChain ? null : payment.Sender,
            incarnation.Tokens,
            node.Time.ToUnixTimeSeconds(),
            job => CapabilityCheck.Covers(node.Offer.Capabilities, job),
            node.IsFull);
        var refusal = credentials.Refusal ?? (node.Options.IsStrict && credentials.Data is { } read ? SegmentCredentials.CheckStrictly(read) : null);
        return refusal is null && credentials.Data is { } data
            ? (new PaidRequest(node, incarnation, payment, data), null)
            : (null, new Refusal(StatusCodes.Status403Forbidden, refusal ?? string.Empty));
    }

    /// <summary>Credits the tickets to an account: 400 with the text of the last error.</summary>
    public Refusal? Credit(string manifest)
    {
        if (_node.Options.IsOffChain)
        {
            return null;
        }

        if (_node.Faults.Current.RefusePayment is { } fault)
        {
            return BadRequest(fault);
        }

        if (_node.Options.IsStrict && StrictRules.Check(_payment.Wire) is { } strict)
        {
            return BadRequest(strict);
        }

        var verdict = _incarnation.Receiver.Receive(_payment, manifest, _node.Chain(), _node.Time);
        _node.Stats.CountPayment(_payment, manifest, verdict);
        return verdict.IsCrash ? Refusal.Crash : verdict.Error is { } error ? BadRequest(error) : null;
    }

    /// <summary>The balance must cover one ticket before paid work begins: 400 otherwise.</summary>
    public Refusal? DemandCredit(string manifest) =>
        !_node.Options.IsOffChain && _payment.Wire.ExpectedPrice is { PricePerUnit: > 0 } && !_incarnation.Receiver.IsSufficient(Sender, manifest)
            ? BadRequest(CreditMissing)
            : null;

    /// <summary>Takes the price of the work done, at the price this payment expected.</summary>
    public void Debit(string manifest, long units)
    {
        if (_payment.Price is { } price && !_node.Options.IsOffChain)
        {
            var fee = price * units;
            _incarnation.Receiver.Debit(Sender, manifest, fee, _node.Time);
            _node.Stats.CountDebit(Sender, manifest, fee, units);
        }
    }

    private static Refusal BadRequest(string text) => new(StatusCodes.Status400BadRequest, text);
}
