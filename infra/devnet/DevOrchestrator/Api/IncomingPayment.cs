using DevOrchestrator.Credentials;
using DevOrchestrator.Hosting;
using DevOrchestrator.Recipient;

namespace DevOrchestrator.Api;

/// <summary>The payment header of a request, read before anything else happens to it.</summary>
/// <param name="Payment">What came in; null when it cannot be read.</param>
/// <param name="Refusal">The answer 402; null when it can.</param>
internal sealed record IncomingPayment(ReceivedPayment? Payment, Refusal? Refusal)
{
    /// <summary>Also notes the tickets: whatever fault or refusal follows, the sender has given them away.</summary>
    public static IncomingPayment Read(Node node, IHeaderDictionary headers)
    {
        var header = PaymentHeader.Read(headers[PaymentHeader.Name].ToString());
        if (header.Payment is not { } wire)
        {
            return new IncomingPayment(null, new Refusal(StatusCodes.Status402PaymentRequired, header.Refusal ?? string.Empty));
        }

        var payment = ReceivedPayment.Read(wire);
        node.Stats.NoteTickets(payment);
        return new IncomingPayment(payment, null);
    }
}
