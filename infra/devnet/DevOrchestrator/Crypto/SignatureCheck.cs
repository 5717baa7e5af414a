using System.Text;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;

namespace DevOrchestrator.Crypto;

/// <summary>Personal-message signatures of 65 bytes r, s, v, checked as go-livepeer does (crypto/verify.go).</summary>
internal static class SignatureCheck
{
    public const int Size = 65;

    private static readonly byte[] Prefix = Encoding.ASCII.GetBytes("\u0019Ethereum Signed Message:\n32");

    /// <summary>Whether the account signed these 32 bytes: right length, low s, v 27 or 28, recovered key is the account's.</summary>
    public static bool IsSignedBy(EthAddress account, byte[] message, ReadOnlySpan<byte> signature) =>
        Recover(message, signature) is { } signer && signer == account;

    public static byte[] Digest(byte[] message) => Keccak.Hash(Prefix, message);

    public static EthAddress AddressOf(ECPoint publicKey) =>
        EthAddress.FromBytes(Keccak.Hash(publicKey.GetEncoded(compressed: false)[1..]).AsSpan(12));

    private static EthAddress? Recover(byte[] message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Size || signature[64] is not (27 or 28))
        {
            return null;
        }

        var r = new BigInteger(1, signature[..32]);
        var s = new BigInteger(1, signature[32..64]);
        if (r.SignValue == 0 || s.SignValue == 0 || r.CompareTo(Curve.Domain.N) >= 0 || s.CompareTo(Curve.HalfOrder) > 0)
        {
            return null;
        }

        // The other two candidates, x = r + n, need r below 2^256 - n, which nobody meets by chance and v 27 and 28 cannot name.
        return Point(r, isOdd: signature[64] == 28) is { } point ? Signer(point, r, s, new BigInteger(1, Digest(message))) : null;
    }

    private static ECPoint? Point(BigInteger x, bool isOdd)
    {
        var compressed = new byte[33];
        compressed[0] = (byte)(isOdd ? 3 : 2);
        var bytes = x.ToByteArrayUnsigned();
        bytes.CopyTo(compressed, compressed.Length - bytes.Length);
        try
        {
            return Curve.Parameters.Curve.DecodePoint(compressed);
        }
        catch (ArgumentException)
        {
            return null; // no point of the curve has this x
        }
    }

    private static EthAddress? Signer(ECPoint point, BigInteger r, BigInteger s, BigInteger digest)
    {
        var order = Curve.Domain.N;
        var inverse = r.ModInverse(order);
        var ofGenerator = digest.Negate().Multiply(inverse).Mod(order);
        var ofPoint = s.Multiply(inverse).Mod(order);
        var publicKey = ECAlgorithms.SumOfTwoMultiplies(Curve.Domain.G, ofGenerator, point, ofPoint).Normalize();
        return publicKey.IsInfinity ? null : AddressOf(publicKey);
    }
}
