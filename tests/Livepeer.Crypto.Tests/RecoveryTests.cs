using System.Globalization;
using System.Numerics;
using System.Text;
using TestKit;

namespace Livepeer.Crypto.Tests;

public class RecoveryTests
{
    private static readonly BigInteger Order =
        BigInteger.Parse("00fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static readonly Hash32 Digest = Keccak256.Hash("digest"u8);

    [Fact]
    public void Recover_SignatureOfTheNetworksOwnTest_GivesItsAddress()
    {
        using var payments = Vectors.Load("payments.json");
        var vector = payments.RootElement.GetProperty("fromGoLivepeerTests").GetProperty("verifySignature");
        var digest = PersonalMessage.Digest(new Hash32(vector.Hex("message32")));
        var valid = new Signature65(vector.Hex("validSignature"));
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.True(secp256k1.TryRecover(digest, valid, out var signer));
            Assert.Equal(EthAddress.Parse(vector.Text("address")), signer);
            Assert.False(secp256k1.TryRecover(digest, new Signature65(vector.Hex("highSSignatureRejected")), out _));
        }
    }

    [Fact]
    public void Recover_OrchestratorRequests_AgreesWithTheVerdictsOfTheNetwork()
    {
        using var vectors = Vectors.Load("segdata.json");
        var judged = 0;
        foreach (var request in vectors.RootElement.GetProperty("getOrchestrator").EnumerateArray())
        {
            var signature = request.Hex("sig");
            if (signature.Length != Signature65.Size || request.GetProperty("orchestratorFull").GetBoolean())
            {
                continue;
            }

            judged++;
            var claimed = EthAddress.Parse(request.Text("addressAsRead"));
            var digest = PersonalMessage.Digest(Keccak256.Hash(Encoding.ASCII.GetBytes(claimed.ToString())));
            foreach (var secp256k1 in Implementations.Present)
            {
                var accepted = secp256k1.TryRecover(digest, new Signature65(signature), out var signer) && signer == claimed;
                Assert.Equal((request.Text("id"), request.GetProperty("accepted").GetBoolean()), (request.Text("id"), accepted));
            }
        }

        Assert.True(judged > 5, $"only {judged} requests were judged");
    }

    [Fact]
    public void Recover_HighS_IsRefused()
    {
        var signature = Sign();
        var mirrored = new Signature65(signature.R, Scalar(Order - Number(signature.S)), (byte)(signature.V == 27 ? 28 : 27));
        AssertRefused(mirrored);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(26)]
    [InlineData(29)]
    [InlineData(30)]
    [InlineData(255)]
    public void Recover_OtherV_IsRefused(byte v)
    {
        var signature = Sign();
        AssertRefused(new Signature65(signature.R, signature.S, v));
    }

    [Fact]
    public void Recover_ScalarsOutOfRange_IsRefused()
    {
        var signature = Sign();
        AssertRefused(new Signature65(default, signature.S, 27));
        AssertRefused(new Signature65(signature.R, default, 27));
        AssertRefused(new Signature65(Scalar(Order), signature.S, 27));
        AssertRefused(new Signature65(Scalar((BigInteger.One << 256) - 1), signature.S, 28));
        AssertRefused(new Signature65(signature.R, Scalar(Order), 28));
        AssertRefused(default);
    }

    [Fact]
    public void Recover_SAtTheHalf_IsTheGreatestThatIsRead()
    {
        var signature = Sign();
        var half = new Signature65(signature.R, Scalar(Order / 2), 27);
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.True(secp256k1.TryRecover(Digest, half, out _));
        }

        AssertRefused(new Signature65(signature.R, Scalar((Order / 2) + 1), 27));
    }

    [Fact]
    public void Recover_RWithoutPoint_IsRefused()
    {
        // x = 5 is on no point of the curve: 5^3 + 7 is not a square there.
        AssertRefused(new Signature65(Scalar(5), Scalar(1), 27));
    }

    private static Signature65 Sign()
    {
        using var key = new PrivateKey(Enumerable.Repeat((byte)7, 32).ToArray());
        return Secp256k1.Managed.Sign(key, Digest);
    }

    private static void AssertRefused(Signature65 signature)
    {
        foreach (var secp256k1 in Implementations.Present)
        {
            Assert.False(secp256k1.TryRecover(Digest, signature, out var signer), secp256k1.Name);
            Assert.True(signer.IsZero);
        }
    }

    private static BigInteger Number(Hash32 value) => new(value.ToArray(), isUnsigned: true, isBigEndian: true);

    private static Hash32 Scalar(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        var padded = new byte[32];
        bytes.CopyTo(padded, 32 - bytes.Length);
        return new Hash32(padded);
    }
}
