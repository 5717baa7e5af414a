using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Recipient;
using DevOrchestrator.Tests.Recipient;
using TestKit;

namespace DevOrchestrator.Tests.Credentials;

public sealed class PaymentHeaderTests
{
    public static TheoryData<string> Ids => CredentialVectors.Ids("paymentHeaders");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Read_RecordedHeader_JudgesAsTheNetworkDoes(string id)
    {
        var vector = CredentialVectors.Find("paymentHeaders", id);

        var header = PaymentHeader.Read(vector.Text("livepeerPaymentHeader"));

        Assert.Equal(vector.GetProperty("accepted").GetBoolean(), header.Payment is not null);
        CredentialVectors.AssertRefusal(vector, header.Refusal);
        if (header.Payment is { } payment)
        {
            Assert.Equal(vector.Address("sender"), EthAddress.FromBytes(payment.Sender.Span));
            Assert.Equal(vector.GetProperty("ticketParamsPresent").GetBoolean(), payment.TicketParams is not null);
            // Accepted by the network and refused here on purpose: H-02 is empty and has no price, the sender of H-07 has 21 bytes.
            Assert.Equal(id is "H-02" or "H-07", StrictRules.Check(payment) is not null);
        }
    }
}
