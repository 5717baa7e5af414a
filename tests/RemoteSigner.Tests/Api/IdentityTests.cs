using Livepeer.Crypto;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Api;

public sealed class IdentityTests
{
    public static TheoryData<int> Vectors() => [.. Enumerable.Range(0, 3)];

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task GetIdentity_ForAKeyOfTheVectors_GivesTheirSignature(int index)
    {
        using var document = TestKit.Vectors.Load("payments.json");
        var vector = document.RootElement.GetProperty("orchInfoSignatures")[index];
        using var folder = new SignerFolder(new PrivateKey(vector.Hex("privateKey")));
        await using var signer = await RunningSigner.StartAsync(folder);

        var identity = await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());

        Assert.Equal(vector.Text("addressChecksummed"), identity.ChecksummedAddress);
        Assert.Equal(vector.Hex("signature"), identity.OrchestratorSignature.ToByteArray());
        Assert.Equal(42161, identity.ChainId);
        Assert.Equal(20, identity.Address.Length);
    }
}
