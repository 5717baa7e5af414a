using System.Security.Cryptography;

namespace Livepeer.Crypto;

/// <summary>The recovery id of a signature and its place on the wire.</summary>
internal static class RecoveryId
{
    /// <summary>What Ethereum adds to the recovery id to make v.</summary>
    public const byte Offset = 27;

    /// <summary>Makes the 65-byte signature.</summary>
    /// <exception cref="CryptographicException">
    /// The id is 2 or 3: the nonce point's x lies at or above the order of the curve. It happens once in 2^127 signatures and has no v on the wire.
    /// </exception>
    public static Signature65 Join(Hash32 r, Hash32 s, int recoveryId) => recoveryId is 0 or 1
        ? new Signature65(r, s, checked((byte)(Offset + recoveryId)))
        : throw new CryptographicException("The nonce of this digest gives a signature that Ethereum cannot carry.");
}
