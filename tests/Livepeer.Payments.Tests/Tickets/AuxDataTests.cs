using Livepeer.Payments.Tickets;
using TestKit;

namespace Livepeer.Payments.Tests.Tickets;

public class AuxDataTests
{
    public static TheoryData<int> Cases => PaymentVectors.Cases("fromGoLivepeerTests.auxData");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_RoundAndHashOfGoLivepeersTests_GivesTheStatedBytes(int index)
    {
        var vector = PaymentVectors.Case("fromGoLivepeerTests.auxData", index);
        var bytes = new byte[AuxData.Size];
        var length = AuxData.Write(vector.Expiration(), bytes);
        Assert.Equal(vector.Hex("auxData"), bytes[..length]);
    }
}
