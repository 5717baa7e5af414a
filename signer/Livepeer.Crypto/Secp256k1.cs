using Livepeer.Crypto.Managed;
using Livepeer.Crypto.Native;

namespace Livepeer.Crypto;

/// <summary>
/// Recoverable ECDSA over secp256k1 with RFC 6979 nonces and low s. Two implementations give the same bytes: libsecp256k1 where the
/// system has it, and a managed one on a reviewed library's point arithmetic.
/// </summary>
public abstract class Secp256k1
{
    /// <summary>The managed implementation: about a quarter of the native speed, present everywhere.</summary>
    public static Secp256k1 Managed { get; } = new ManagedSecp256k1();

    /// <summary>libsecp256k1; null where the system has none with the recovery module.</summary>
    public static Secp256k1? Native { get; } = NativeSecp256k1.TryLoad();

    /// <summary><see cref="Native"/> where it loads, else <see cref="Managed"/>. Safe for any number of threads, like both.</summary>
    public static Secp256k1 Best { get; } = Native ?? Managed;

    /// <summary>What start-up reports, for example "libsecp256k1.so.1".</summary>
    public abstract string Name { get; }

    /// <summary>Signs a 32-byte digest. Deterministic: the same key and digest give the same 65 bytes.</summary>
    public abstract Signature65 Sign(PrivateKey key, Hash32 digest);

    /// <summary>
    /// Finds who signed. False when v is neither 27 nor 28, r or s is out of range, s is above half the order of the curve, or no key fits.
    /// </summary>
    public abstract bool TryRecover(Hash32 digest, in Signature65 signature, out EthAddress signer);

    /// <summary>Address of a private key.</summary>
    public abstract EthAddress AddressOf(PrivateKey key);
}
