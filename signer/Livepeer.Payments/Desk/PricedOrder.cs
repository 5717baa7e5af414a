using System.Runtime.InteropServices;
using Livepeer.Crypto;
using Livepeer.Payments.Billing;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;

namespace Livepeer.Payments.Desk;

/// <summary>An order with everything that follows from it alone, so that a ledger may run the planner many times at little cost.</summary>
/// <param name="Order">Checked.</param>
/// <param name="Keys">What it touches.</param>
/// <param name="Fingerprint">Of all that decides its bytes.</param>
/// <param name="Price">Wei per unit.</param>
/// <param name="Fee">Wei expected for the job; 0 for metered work, whose fee depends on its session.</param>
/// <param name="Cover">Wei of credit that the job needs at the orchestrator: the fee, or more; 0 for metered work.</param>
/// <param name="TicketEv">Wei, expected value of one ticket; zero without ticket parameters.</param>
internal sealed record PricedOrder(PaymentOrder Order, LedgerKeys Keys, Hash32 Fingerprint, Rational Price, Rational Fee, Rational Cover, Rational TicketEv)
{
    private const int MaxNodeLength = 256;

    public static PricedOrder Of(PaymentOrder order, EthAddress sender)
    {
        var price = order.Offer.Price!.PerUnit;
        var fingerprint = OrderFingerprint.Of(order, sender);
        var (fee, cover) = order.Job is MeteredJob ? default : (JobFee.Of(order.Job, price), JobFee.Cover(order.Job, price));
        return new(order, KeysOf(order, sender), fingerprint, price, fee, cover, TicketEvOf(order.Offer.TicketParameters));
    }

    private static Rational TicketEvOf(TicketParameters? parameters) =>
        parameters is null ? Rational.Zero : ExpectedValue.Of(parameters.FaceValue, parameters.WinProbability);

    private static LedgerKeys KeysOf(PaymentOrder order, EthAddress sender)
    {
        // Without ticket parameters nobody names a recipient; most orchestrators are their own.
        var parameters = order.Offer.TicketParameters;
        var recipient = parameters?.Recipient ?? order.Offer.Address;
        return new(
            order.Tenant,
            order.IdempotencyKey,
            new SessionKey(order.PaymentSessionId, recipient),
            new BalanceKey(sender, recipient, Bucket(order)),
            parameters is null || order.Offer.Price!.PricePerUnit == 0 ? null : new NonceKey(sender, parameters.RecipientRandHash));
    }

    /// <summary>The name of the balance at the orchestrator. Several nodes of one recipient keep a balance each for the same batch AI work.</summary>
    private static string Bucket(PaymentOrder order) => order.Job switch
    {
        AiJob ai => $"{ai.ManifestId} {Node(order.Offer.Transcoder)}",
        MeteredJob metered => metered.ManifestId,
        ByocJob byoc => byoc.Capability,
        _ => order.Offer.AuthToken!.SessionId,
    };

    // Nothing of an orchestrator's text is sure to be short or printable, and a ledger keeps neither.
    private static string Node(string transcoder) =>
        PrintableText.IsValid(transcoder, MaxNodeLength) ? transcoder : Keccak256.Hash(MemoryMarshal.AsBytes(transcoder.AsSpan())).ToString();
}
