using Org.BouncyCastle.Math;
using Org.BouncyCastle.Math.EC;
using Org.BouncyCastle.Utilities;

namespace Livepeer.Crypto.Managed;

/// <summary>
/// Signing for systems without libsecp256k1. Every operation on the curve and its fields is the library's; this class only writes down
/// the equations of ECDSA, because the nonce point, once known, gives the recovery id for nothing.
/// The library's integers cannot be zeroed: a copy of the key stays in memory until it is collected.
/// </summary>
internal sealed class ManagedSecp256k1 : Secp256k1
{
    /// <inheritdoc/>
    public override string Name => "managed (BouncyCastle)";

    /// <inheritdoc/>
    public override Signature65 Sign(PrivateKey key, Hash32 digest)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> message = stackalloc byte[Hash32.Size];
        digest.CopyTo(message);
        var z = Curve.Scalar(message);
        var d = new BigInteger(1, key.Bytes);
        var nonces = new DeterministicNonce(key.Bytes, Curve.Bytes(z));
        try
        {
            while (true)
            {
                var k = nonces.Next();
                var point = Curve.MultiplyBase(k);
                var x = point.AffineXCoord.ToBigInteger();
                var r = x.Mod(Curve.N);
                var s = BigIntegers.ModOddInverse(Curve.N, k).Multiply(z.Add(r.Multiply(d))).Mod(Curve.N);
                if (r.SignValue == 0 || s.SignValue == 0)
                {
                    continue;
                }

                var recoveryId = (point.AffineYCoord.TestBitZero() ? 1 : 0) | (x.CompareTo(Curve.N) >= 0 ? 2 : 0);
                if (s.CompareTo(Curve.HalfN) > 0)
                {
                    // The mirrored nonce point signs as well; its y has the other parity.
                    s = Curve.N.Subtract(s);
                    recoveryId ^= 1;
                }

                return RecoveryId.Join(new Hash32(Curve.Bytes(r)), new Hash32(Curve.Bytes(s)), recoveryId);
            }
        }
        finally
        {
            nonces.Clear();
        }
    }

    /// <inheritdoc/>
    public override bool TryRecover(Hash32 digest, in Signature65 signature, out EthAddress signer)
    {
        signer = default;
        if (!SignatureRange.Contains(signature))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Hash32.Size];
        signature.R.CopyTo(bytes);
        var r = new BigInteger(1, bytes);
        if (!Curve.TryLift(r, odd: signature.V == RecoveryId.Offset + 1, out var noncePoint))
        {
            return false;
        }

        signature.S.CopyTo(bytes);
        var s = new BigInteger(1, bytes);
        digest.CopyTo(bytes);
        var z = Curve.Scalar(bytes);
        var inverse = BigIntegers.ModOddInverseVar(Curve.N, r);
        var point = ECAlgorithms.SumOfTwoMultiplies(
            Curve.Base, Curve.N.Subtract(z).Multiply(inverse).Mod(Curve.N), noncePoint, s.Multiply(inverse).Mod(Curve.N)).Normalize();
        if (point.IsInfinity)
        {
            return false;
        }

        signer = Curve.Address(point);
        return true;
    }

    /// <inheritdoc/>
    public override EthAddress AddressOf(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Curve.Address(Curve.MultiplyBase(new BigInteger(1, key.Bytes)));
    }
}
