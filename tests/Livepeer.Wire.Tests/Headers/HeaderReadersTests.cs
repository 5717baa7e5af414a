using System.Text.Json;
using FsCheck.Xunit;
using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;
using Livepeer.Protos.Net;
using Livepeer.Wire.Headers;
using TestKit;
using PriceInfo = Livepeer.Payments.Money.PriceInfo;

namespace Livepeer.Wire.Tests.Headers;

public sealed class HeaderReadersTests
{
    public static TheoryData<string> Names { get; } = [.. Vectors.Load("payments.json").RootElement.GetProperty("payments").EnumerateArray().Select(vector => vector.Text("name"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void PaymentOfAVector_Read_HasItsValues(string name)
    {
        using var document = Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("payments").EnumerateArray().Single(candidate => candidate.Text("name") == name);
        var parameters = vector.GetProperty("ticketParams");

        Assert.True(PaymentHeaderReader.TryRead(vector.Text("livepeerPaymentHeader"), out var payment, out _));

        Assert.Equal((EthAddress.Parse(vector.Text("sender")), Some.Price(vector.GetProperty("expectedPrice"))), (payment.Sender, payment.ExpectedPrice));
        Assert.Equal(vector.GetProperty("tickets").GetArrayLength(), payment.TicketCount);
        Assert.Equal(payment.TicketCount == 0 || parameters.ValueKind == JsonValueKind.Null ? null : Hash32.Parse(parameters.Text("recipientRandHash")), payment.RecipientRandHash);
    }

    [Fact]
    public void PaymentWithoutTickets_Formatted_IsReadAgain()
    {
        var sender = EthAddress.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

        var header = PaymentHeader.FormatWithoutTickets(sender, new PriceInfo(1200, 1));

        Assert.Equal("EhTzn9blGq2I9vTOariCcnnP/7kiZioFCLAJEAE=", header);
        Assert.True(PaymentHeaderReader.TryRead(header, out var payment, out _));
        Assert.Equal(new ReadPayment(sender, new PriceInfo(1200, 1), null, 0), payment);
    }

    [Fact]
    public void Credentials_Formatted_AreReadAgain()
    {
        var signature = new Signature65(Enumerable.Range(0, 65).Select(value => (byte)value).ToArray());
        var header = SegmentHeader.Format(new AiJob(27, "stabilityai/sd-turbo", 1, new byte[] { 8, 1 }), Some.Token, signature);

        Assert.True(SegmentHeaderReader.TryRead(header, out var credentials, out _));

        Assert.Equal(new ReadCredentials("27_stabilityai/sd-turbo", 0, Keccak256.OfNothing, signature), credentials);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("EhTz n9bl")]
    [InlineData("EhTz\r\n")]
    [InlineData("____")]
    [InlineData("////")]
    public void Garbage_Read_IsAFault(string header)
    {
        Assert.False(PaymentHeaderReader.TryRead(header, out _, out var payment));
        Assert.False(SegmentHeaderReader.TryRead(header, out _, out var credentials));
        Assert.Equal(("Payment", "SegData"), (payment.Field, credentials.Field));
    }

    [Fact]
    public void FieldsOfOtherLengths_Read_AreNamed()
    {
        var payment = new Payment { Sender = ByteString.CopyFrom(new byte[19]) };
        var data = new SegData { Hash = ByteString.CopyFrom(new byte[32]), Sig = ByteString.CopyFrom(new byte[64]) };

        Assert.False(PaymentHeaderReader.TryRead(payment.ToByteString().ToBase64(), out _, out var shortSender));
        Assert.False(SegmentHeaderReader.TryRead(data.ToByteString().ToBase64(), out _, out var shortSignature));

        Assert.Equal(("sender", "sig"), (shortSender.Field, shortSignature.Field));
    }

    [Fact]
    public void Header_LongerThanAny_IsRefusedUnread() => Assert.False(PaymentHeaderReader.TryRead(new string('A', WireLimits.PaymentHeaderLength + 4), out _, out _));

    [Property(MaxTest = 500)]
    public bool Bytes_OfAnyKind_ThrowNothing(byte[] bytes)
    {
        var header = Convert.ToBase64String(bytes);
        return PaymentHeaderReader.TryRead(header, out var payment, out var fault) == (payment is not null) && (fault is null) == (payment is not null)
            && SegmentHeaderReader.TryRead(header, out var credentials, out _) == (credentials is not null);
    }
}
