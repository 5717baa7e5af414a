using DevOrchestrator.Crypto;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Recipient;

/// <summary>One ticket of a payment with the answer whether its sender signed it.</summary>
internal sealed record SignedTicket(uint Nonce, byte[] Signature, bool IsSignatureValid)
{
    /// <summary>Checks all signatures of a payment: the slow part, which needs no lock and no state.</summary>
    public static IReadOnlyList<SignedTicket> ReadAll(Payment payment, TicketTerms terms, EthAddress sender) =>
        [.. payment.TicketSenderParams.Select(wire => Read(wire, terms, sender))];

    private static SignedTicket Read(TicketSenderParams wire, TicketTerms terms, EthAddress sender)
    {
        var signature = wire.Sig.ToByteArray();
        return new SignedTicket(wire.SenderNonce, signature, SignatureCheck.IsSignedBy(sender, Ticket.Hash(terms, sender, wire.SenderNonce), signature));
    }
}
