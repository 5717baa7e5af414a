using DevOrchestrator.Credentials;
using Google.Protobuf;
using TestKit;

namespace DevOrchestrator.Tests.Credentials;

public sealed class RequestIdentityTests
{
    /// <summary>Accepted by the network, refused here on purpose: the address is not 20 bytes long.</summary>
    private static readonly string[] StricterThanTheNetwork = ["G-23", "G-24"];

    public static TheoryData<string> Ids => CredentialVectors.Ids("getOrchestrator");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_RecordedIdentity_JudgesAsTheNetworkDoes(string id)
    {
        var vector = CredentialVectors.Find("getOrchestrator", id);

        var refusal = RequestIdentity.Check(
            ByteString.CopyFrom(vector.Hex("address")), ByteString.CopyFrom(vector.Hex("sig")), vector.GetProperty("orchestratorFull").GetBoolean());

        Assert.Equal(vector.GetProperty("error").GetString(), refusal);
        if (refusal is not null)
        {
            Assert.Equal(vector.Text("grpcMessage"), RequestIdentity.Invalid + refusal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void CheckStrictly_AcceptedIdentity_RefusedOnlyWhenNamed(string id)
    {
        var vector = CredentialVectors.Find("getOrchestrator", id);
        var refusal = RequestIdentity.CheckStrictly(ByteString.CopyFrom(vector.Hex("address")));

        if (vector.GetProperty("accepted").GetBoolean())
        {
            Assert.Equal(StricterThanTheNetwork.Contains(id), refusal is not null);
        }
    }
}
