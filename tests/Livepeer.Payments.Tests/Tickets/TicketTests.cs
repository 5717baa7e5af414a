using Livepeer.Crypto;
using Livepeer.Payments.Signables;
using Livepeer.Payments.Tickets;
using TestKit;

namespace Livepeer.Payments.Tests.Tickets;

public class TicketTests
{
    public static TheoryData<int> GoCases => PaymentVectors.Cases("fromGoLivepeerTests.ticketHashes");

    public static TheoryData<int> Cases => PaymentVectors.Cases("tickets");

    [Theory]
    [MemberData(nameof(GoCases))]
    public void Hash_TicketOfGoLivepeersTests_IsTheStatedOne(int index)
    {
        var vector = PaymentVectors.Case("fromGoLivepeerTests.ticketHashes", index);
        Assert.Equal(vector.Hash("ticketHash"), vector.GetProperty("ticket").Ticket().Hash());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Preimage_Vector_IsByteIdentical(int index)
    {
        var vector = PaymentVectors.Case("tickets", index);
        var preimage = new byte[Ticket.MaxPreimageSize];
        var length = vector.Ticket().WritePreimage(preimage);
        Assert.Equal(vector.Hex("preimage"), preimage[..length]);
        Assert.Equal(vector.Hash("ticketHash"), vector.Ticket().Hash());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Signature_Vector_IsByteIdenticalInAllImplementations(int index)
    {
        var vector = PaymentVectors.Case("tickets", index);
        using var key = vector.Key();
        var digest = TicketMessage.Of(vector.Ticket()).Digest;
        Assert.Equal(vector.Hash("eip191Digest"), digest);
        Assert.All(Implementations.Present, secp256k1 => Assert.Equal(vector.Hex("signature"), secp256k1.Sign(key, digest).ToArray()));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ExpectedValue_Vector_IsExact(int index)
    {
        var vector = PaymentVectors.Case("tickets", index);
        var ticket = vector.Ticket();
        var expectedValue = ExpectedValue.Of(ticket.FaceValue, ticket.WinProbability);
        Assert.Equal(vector.Text("evRat"), expectedValue.ToString());
        Assert.Equal(vector.Text("evFixed5"), expectedValue.ToFixed(5));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WinningTest_Vector_AgreesWithDraw(int index)
    {
        var vector = PaymentVectors.Case("tickets", index);
        if (!vector.TryGetProperty("winHash", out _))
        {
            return;
        }

        var signature = new Signature65(vector.Hex("signature"));
        Assert.Equal(vector.Hash("winHash"), WinningTest.Draw(signature, vector.Number("recipientRand")));
        Assert.Equal(vector.GetProperty("wins").GetBoolean(), WinningTest.Wins(signature, vector.Number("recipientRand"), vector.Ticket().WinProbability));
    }

    [Fact]
    public void Hash_FaceValueBeyond256Bits_IsRefused()
    {
        var ticket = PaymentVectors.Case("tickets", 0).Ticket() with { FaceValue = new(WinProbability.MaxScaled + 1) };
        Assert.Throws<OverflowException>(() => ticket.Hash());
    }

    [Fact]
    public void Hash_NegativeRound_IsRefused()
    {
        var ticket = PaymentVectors.Case("tickets", 0).Ticket() with { Expiration = new(-1, default) };
        Assert.Throws<OverflowException>(() => ticket.Hash());
    }
}
