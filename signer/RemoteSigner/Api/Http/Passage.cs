using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;

namespace RemoteSigner.Api.Http;

/// <summary>What became of a request at the gate: an order to pay, or the answer instead.</summary>
/// <param name="Order">What to pay, and who; null when there is an answer.</param>
/// <param name="Consent">Whom the webhook's consent is for.</param>
/// <param name="Grant">What was allowed to this request, whatever an earlier one got.</param>
/// <param name="Instead">The answer; null when there is an order.</param>
internal sealed record Passage(PaymentOrder? Order, string Consent, MeterGrant Grant, HttpReply? Instead)
{
    public static Passage Of(HttpReply instead) => new(null, "", MeterGrant.None, instead);
}
