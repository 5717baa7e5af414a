using System.Text;
using Livepeer.Payments.Signables;
using TestKit;

namespace Livepeer.Payments.Tests.Signables;

public class OrchestratorIdentityTests
{
    public static TheoryData<int> Cases => PaymentVectors.Cases("orchInfoSignatures");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Of_Vector_IsByteIdenticalInAllImplementations(int index)
    {
        var vector = PaymentVectors.Case("orchInfoSignatures", index);
        using var key = vector.Key();
        var sender = vector.Address("addressChecksummed");
        var digest = OrchestratorIdentity.Of(sender).Digest;
        Assert.Equal(vector.Text("messageUtf8"), Encoding.ASCII.GetString(OrchestratorIdentity.Message(sender)));
        Assert.Equal(vector.Hash("eip191Digest"), digest);
        Assert.NotEqual(vector.Hash("wrongDigestIfLowercaseAddress"), digest);
        Assert.All(Implementations.Present, secp256k1 => Assert.Equal(vector.Hex("signature"), secp256k1.Sign(key, digest).ToArray()));
    }
}
