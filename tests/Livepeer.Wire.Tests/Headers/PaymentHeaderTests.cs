using System.Text.Json;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Livepeer.Wire.Headers;
using TestKit;

namespace Livepeer.Wire.Tests.Headers;

public sealed class PaymentHeaderTests
{
    public static TheoryData<string> Names { get; } = [.. Vectors.Load("payments.json").RootElement.GetProperty("payments").EnumerateArray().Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Vector_Formatted_IsTheHeader(string name)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("payments").EnumerateArray().Single(candidate => candidate.Text("name") == name);
        var parameters = vector.GetProperty("ticketParams");
        var payment = Some.Payment(
            EthAddress.Parse(vector.Text("sender")),
            Some.Price(vector.GetProperty("expectedPrice")),
            parameters.ValueKind == JsonValueKind.Null ? null : Some.TicketParameters(parameters),
            [.. vector.GetProperty("tickets").EnumerateArray().Select(ticket => new SignedTicket(ticket.GetProperty("senderNonce").GetUInt32(), new Signature65(ticket.Hex("signature"))))]);

        Assert.Equal(vector.Text("livepeerPaymentHeader"), PaymentHeader.Format(payment));
    }

    [Fact]
    public void CreditCoversTheFee_Formatted_HasSenderAndPriceOnly()
    {
        using var document = Vectors.Load("payments.json");
        var parameters = Some.TicketParameters(document.RootElement.GetProperty("payments")[0].GetProperty("ticketParams"));

        var header = PaymentHeader.Format(Some.Payment(EthAddress.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"), new PriceInfo(1200, 1), parameters, []));

        Assert.Equal("EhTzn9blGq2I9vTOariCcnnP/7kiZioFCLAJEAE=", header);
    }

    [Fact]
    public void HundredTickets_Formatted_OutgrowTheFirstBuffer()
    {
        using var document = Vectors.Load("payments.json");
        var parameters = Some.TicketParameters(document.RootElement.GetProperty("payments")[0].GetProperty("ticketParams"));
        var signature = new Signature65(Enumerable.Range(0, 65).Select(value => (byte)value).ToArray());
        var tickets = Enumerable.Range(1, 100).Select(nonce => new SignedTicket((uint)nonce, signature)).ToArray();

        var payment = Protos.Net.Payment.Parser.ParseFrom(Convert.FromBase64String(PaymentHeader.Format(Some.Payment(default, new PriceInfo(1, 1), parameters, tickets))));

        Assert.Equal(Enumerable.Range(1, 100).Select(nonce => (uint)nonce), payment.TicketSenderParams.Select(ticket => ticket.SenderNonce));
        Assert.All(payment.TicketSenderParams, ticket => Assert.Equal(signature.ToArray(), ticket.Sig.ToByteArray()));
    }

    [Fact]
    public void TicketsWithoutParameters_Formatted_Throw() =>
        Assert.Throws<ArgumentException>(() => PaymentHeader.Format(Some.Payment(default, new PriceInfo(1, 1), parameters: null, [default])));

    [Fact]
    public void CanonicalFixture_DecodedAndEncodedByGeneratedTypes_IsIdentical()
    {
        using var document = Vectors.Load("payments.json");
        var bytes = document.RootElement.GetProperty("canonicalPaymentFixture").Hex("paymentProto");

        Assert.Equal(bytes, Google.Protobuf.MessageExtensions.ToByteArray(Protos.Net.Payment.Parser.ParseFrom(bytes)));
    }

    [Fact]
    public void CanonicalFixture_Formatted_IsIdenticalButForTheNestedRound()
    {
        using var document = Vectors.Load("payments.json");
        var fixture = Protos.Net.Payment.Parser.ParseFrom(document.RootElement.GetProperty("canonicalPaymentFixture").Hex("paymentProto"));
        var info = new Protos.Net.OrchestratorInfo { TicketParams = fixture.TicketParams };
        Assert.True(Livepeer.Wire.Offers.OrchestratorInfoReader.TryReadOffer(Google.Protobuf.MessageExtensions.ToByteArray(info), out var offer, out _));
        var tickets = fixture.TicketSenderParams.Select(ticket => new SignedTicket(ticket.SenderNonce, new Signature65(ticket.Sig.Span))).ToArray();

        var header = PaymentHeader.Format(Some.Payment(new EthAddress(fixture.Sender.Span), new PriceInfo(1_000_000, 100), offer.TicketParameters, tickets));

        fixture.TicketParams.ExpirationParams = null;
        Assert.Equal(Convert.ToBase64String(Google.Protobuf.MessageExtensions.ToByteArray(fixture)), header);
    }
}
