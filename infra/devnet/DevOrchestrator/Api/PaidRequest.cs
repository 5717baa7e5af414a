using DevOrchestrator.Accounts;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Recipient;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>The two payment headers of a request, read and checked in the order that all paid endpoints share.</summary>
internal sealed class PaidRequest
{
    private PaidRequest(Node node, Incarnation incarnation, ReceivedPayment payment, SegData data) =>
        (Incarnation, Till, Payment, Data) = (incarnation, new Till(node, incarnation), payment, data);

    /// <summary>The one that checked the headers; a restart in the middle changes nothing for this request.</summary>
    public Incarnation Incarnation { get; }

    public Till Till { get; }

    public ReceivedPayment Payment { get; }

    public SegData Data { get; }

    public EthAddress Sender => Payment.Sender;

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
    public Refusal? Credit(string manifest, JobKind kind) => Till.Credit(Payment, manifest, kind);

    /// <summary>The balance must cover one ticket before paid work begins: 400 otherwise.</summary>
    public Refusal? DemandCredit(string manifest, JobKind kind) => Till.DemandCredit(Payment, manifest, kind);

    /// <summary>Takes the price of the work done, at the price this payment expected.</summary>
    public void Debit(string manifest, JobKind kind, long units)
    {
        if (Payment.Price is { } price)
        {
            Till.Debit(Sender, manifest, kind, price, units);
        }
    }
}
