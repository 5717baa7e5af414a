using System.Text.Json;
using TestKit;

namespace Livepeer.Crypto.Tests;

/// <summary>Signatures stated by others: exact bytes out, the signer back.</summary>
public class SigningVectorTests
{
    [Fact]
    public void Sign_TicketsOfTheNetwork_GivesTheRecordedBytes()
    {
        using var payments = Vectors.Load("payments.json");
        var tickets = payments.RootElement.GetProperty("tickets");
        Assert.NotEqual(0, tickets.GetArrayLength());
        foreach (var ticket in tickets.EnumerateArray())
        {
            var hash = Hash32.Parse(ticket.Text("ticketHash"));
            Assert.Equal(Keccak256.Hash(ticket.Hex("preimage")), hash);
            Assert.Equal(Hash32.Parse(ticket.Text("eip191Digest")), PersonalMessage.Digest(hash));
            AssertSigned(ticket, ticket.Text("sender"));
        }
    }

    [Fact]
    public void Sign_OrchestratorRequests_GivesTheRecordedBytes()
    {
        using var payments = Vectors.Load("payments.json");
        foreach (var request in payments.RootElement.GetProperty("orchInfoSignatures").EnumerateArray())
        {
            var address = request.Text("addressChecksummed");
            Assert.Equal(address, EthAddress.Parse(address).ToString());
            var hash = Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(request.Text("messageUtf8")));
            Assert.Equal(Hash32.Parse(request.Text("keccakOfMessage")), hash);
            Assert.Equal(Hash32.Parse(request.Text("eip191Digest")), PersonalMessage.Digest(hash));
            AssertSigned(request, address);
        }
    }

    [Fact]
    public void Sign_SegmentCredentials_GivesTheRecordedBytes()
    {
        using var payments = Vectors.Load("payments.json");
        foreach (var segment in payments.RootElement.GetProperty("segData").EnumerateArray())
        {
            Assert.Equal(Hash32.Parse(segment.Text("segmentHash")), Keccak256.Hash(segment.Hex("segmentDataHex")));
            var hash = Keccak256.Hash(segment.Hex("flattened"));
            Assert.Equal(Hash32.Parse(segment.Text("eip191Digest")), PersonalMessage.Digest(hash));
            AssertSigned(segment, segment.Text("sender"));
        }
    }

    [Theory]
    [InlineData(
        "0000000000000000000000000000000000000000000000000000000000000001",
        "a0dc65ffca799873cbea0ac274015b9526505daaaed385155425f7337704883e",
        "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d82442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e51c")]
    [InlineData(
        "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318",
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        "a1d745cafdc079b807089f0aedd0a9a38c4c355cb73975bde2766179da90cc9903975eefa472d1987566d52d7f4399e3141007d2a6acc1cd1b938d865677e1981c")]
    public void Sign_KnownPairs_GivesTheKnownBytes(string key, string digest, string expected)
    {
        using var privateKey = new PrivateKey(Convert.FromHexString(key));
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.Equal("0x" + expected, secp256k1.Sign(privateKey, Hash32.Parse(digest)).ToString());
        }
    }

    [Fact]
    public void AddressOf_KnownKey_IsTheKnownAddress()
    {
        using var privateKey = new PrivateKey(Convert.FromHexString("4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318"));
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.Equal(EthAddress.Parse("0x2c7536e3605d9c16a7a3d7b1898e529396a65c23"), secp256k1.AddressOf(privateKey));
        }
    }

    private static void AssertSigned(JsonElement vector, string sender)
    {
        using var key = new PrivateKey(vector.Hex("privateKey"));
        var digest = Hash32.Parse(vector.Text("eip191Digest"));
        var expected = new Signature65(vector.Hex("signature"));
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.Equal(EthAddress.Parse(sender), secp256k1.AddressOf(key));
            Assert.Equal(expected, secp256k1.Sign(key, digest));
            Assert.True(secp256k1.TryRecover(digest, expected, out var signer));
            Assert.Equal(EthAddress.Parse(sender), signer);
        }
    }
}
