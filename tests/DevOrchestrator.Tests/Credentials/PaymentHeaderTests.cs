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
            // H-07 is accepted by the network and refused here on purpose: its sender has 21 bytes.
            Assert.Equal(id == "H-07", StrictRules.Check(payment) is not null);
        }
    }
}
