using Org.BouncyCastle.Asn1.X9;
using Org.BouncyCastle.Crypto.EC;
using Org.BouncyCastle.Crypto.Parameters;

namespace DevOrchestrator.Crypto;

/// <summary>secp256k1.</summary>
internal static class Curve
{
    public static readonly X9ECParameters Parameters = CustomNamedCurves.GetByName("secp256k1");

    public static readonly ECDomainParameters Domain = new(Parameters);

    /// <summary>Signatures with a greater s are refused: n - s would sign the same message.</summary>
    public static readonly Org.BouncyCastle.Math.BigInteger HalfOrder = Domain.N.ShiftRight(1);
}
