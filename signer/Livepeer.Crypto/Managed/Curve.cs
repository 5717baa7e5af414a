using System.Diagnostics.CodeAnalysis;
using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Math.EC.Multiplier;
using Org.BouncyCastle.Utilities;

namespace Livepeer.Crypto.Managed;

/// <summary>secp256k1 of the library, with the few conversions that ECDSA needs.</summary>
internal static class Curve
{
    // CustomNamedCurves has arithmetic written for this prime; the generic tables of the same library are six times slower.
    private static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");
    private static readonly FixedPointCombMultiplier BaseMultiplier = new();

    /// <summary>Order of the base point.</summary>
    public static BigInteger N { get; } = Parameters.N;

    /// <summary>Greatest s of a low signature.</summary>
    public static BigInteger HalfN { get; } = Parameters.N.ShiftRight(1);

    /// <summary>The base point.</summary>
    public static ECPoint Base => Parameters.G;

    /// <summary>32 big-endian bytes as a scalar, reduced by the order.</summary>
    public static BigInteger Scalar(ReadOnlySpan<byte> bytes) => new BigInteger(1, bytes).Mod(N);

    /// <summary>A scalar or coordinate as 32 big-endian bytes.</summary>
    public static byte[] Bytes(BigInteger scalar) => BigIntegers.AsUnsignedByteArray(Hash32.Size, scalar);

    /// <summary>A secret multiple of the base point, in affine form.</summary>
    public static ECPoint MultiplyBase(BigInteger scalar) => BaseMultiplier.Multiply(Base, scalar).Normalize();

    /// <summary>The point with this x and the wanted parity of y; false when the curve has none.</summary>
    public static bool TryLift(BigInteger x, bool odd, [NotNullWhen(true)] out ECPoint? point)
    {
        var curve = Parameters.Curve;
        var xElement = curve.FromBigInteger(x);
        var y = xElement.Square().Multiply(xElement).Add(curve.B).Sqrt();
        if (y is null)
        {
            point = null;
            return false;
        }

        point = curve.CreatePoint(x, (y.TestBitZero() == odd ? y : y.Negate()).ToBigInteger());
        return true;
    }

    /// <summary>Address of a public key in affine form.</summary>
    public static EthAddress Address(ECPoint publicKey)
    {
        Span<byte> coordinates = stackalloc byte[64];
        publicKey.AffineXCoord.EncodeTo(coordinates[..32]);
        publicKey.AffineYCoord.EncodeTo(coordinates[32..]);
        return PublicPoint.Address(coordinates);
    }
}
