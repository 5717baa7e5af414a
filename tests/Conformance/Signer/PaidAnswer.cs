using System.Text.Json.Nodes;
using Conformance.Orchestrator;
using Conformance.Running;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace Conformance.Signer;

/// <summary>A payment that was read, and judged as an orchestrator judges it.</summary>
/// <param name="Payment">Content of Livepeer-Payment.</param>
/// <param name="Credentials">Content of Livepeer-Segment.</param>
/// <param name="State">To be echoed, whatever is in it.</param>
/// <param name="Body">The whole answer, as it came.</param>
internal sealed record PaidAnswer(Payment Payment, SegData Credentials, JsonNode State, string Body)
{
    public int Tickets => Payment.TicketSenderParams.Count;

    public IReadOnlyList<uint> Nonces => [.. Payment.TicketSenderParams.Select(ticket => ticket.SenderNonce)];

    /// <summary>Reads an answer and checks everything that the offer determines.</summary>
    public static PaidAnswer Read(Answer answer, Offer offer, EthAddress sender)
    {
        Expect.That(answer.Status == 200, $"expected a payment, was {answer.Status} with {answer.Text.Trim()}");
        Expect.Equal("application/json", answer.Headers.GetValueOrDefault("Content-Type", "nothing"), "Content-Type of a payment");
        Expect.That(answer.Text.EndsWith('\n'), "the payment's body does not end with a line feed");
        var json = JsonNode.Parse(answer.Body)!.AsObject();
        var payment = Payment.Parser.ParseFrom(Convert.FromBase64String(json["payment"]!.GetValue<string>()));
        var credentials = SegData.Parser.ParseFrom(Convert.FromBase64String(json["segCreds"]!.GetValue<string>()));
        Expect.That(json["state"] is JsonObject, "the state is no JSON object");
        JudgeTickets(payment, offer, sender);
        JudgeCredentials(credentials, offer, sender);
        return new PaidAnswer(payment, credentials, json["state"]!, answer.Text);
    }

    private static void JudgeTickets(Payment payment, Offer offer, EthAddress sender)
    {
        var info = offer.Info;
        Expect.Equal(sender.ToString(), EthAddress.FromBytes(payment.Sender.Span).ToString(), "sender of the payment");
        Expect.Equal(info.PriceInfo, payment.ExpectedPrice, "expected_price, which is echoed");
        Expect.Between(1, 100, payment.TicketSenderParams.Count, "number of tickets");
        var echoed = info.TicketParams.Clone();
        echoed.ExpirationParams = null;
        Expect.Equal(echoed, payment.TicketParams, "ticket_params, which are echoed without their field 7");
        Expect.Equal(info.TicketParams.ExpirationParams, payment.ExpirationParams, "expiration_params beside the tickets");

        var terms = TicketTerms.Read(payment.TicketParams, payment.ExpirationParams);
        foreach (var ticket in SignedTicket.ReadAll(payment, terms, sender))
        {
            Expect.That(ticket.IsSignatureValid, $"the ticket with nonce {ticket.Nonce} is not signed by {sender}");
        }

        var nonces = payment.TicketSenderParams.Select(ticket => (long)ticket.SenderNonce).ToList();
        Expect.That(nonces.Zip(nonces.Skip(1)).All(pair => pair.Second == pair.First + 1), $"nonces are not consecutive: {string.Join(", ", nonces)}");
    }

    private static void JudgeCredentials(SegData credentials, Offer offer, EthAddress sender)
    {
        Expect.Equal(offer.Info.AuthToken, credentials.AuthToken, "auth_token of the credentials, which is echoed");
        Expect.Equal(0, credentials.Seq, "sequence number of credentials without a segment");
        Expect.Equal(ByteString.CopyFrom(Keccak.Hash([])), credentials.Hash, "hash of credentials without a segment");
        Expect.Equal("invalid", credentials.Profiles.ToStringUtf8(), "profiles of the credentials");
        Expect.That(
            SignatureCheck.IsSignedBy(sender, Keccak.Hash(SegmentMessage.Flatten(credentials)), credentials.Sig.Span),
            $"the credentials are not signed by {sender}");
    }
}
