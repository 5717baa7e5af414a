using System.Security.Cryptography;

namespace Livepeer.Crypto.Native;

/// <summary>Signing by the system's libsecp256k1. Keys are read where they lie: no copy of a key is made on this side.</summary>
internal sealed unsafe class NativeSecp256k1 : Secp256k1
{
    private const int OpaqueSignatureSize = 65;
    private const int OpaquePublicKeySize = 64;
    private const int PublicKeySize = 65;

    /// <summary>SECP256K1_EC_UNCOMPRESSED of secp256k1.h.</summary>
    private const uint Uncompressed = 2;

    private readonly NativeFunctions _native;

    private NativeSecp256k1(NativeFunctions native) => _native = native;

    /// <inheritdoc/>
    public override string Name => _native.LibraryName;

    /// <summary>The library of this system; null where none has the recovery module.</summary>
    public static NativeSecp256k1? TryLoad() => NativeFunctions.TryLoad() is { } native ? new NativeSecp256k1(native) : null;

    /// <inheritdoc/>
    public override Signature65 Sign(PrivateKey key, Hash32 digest)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> message = stackalloc byte[Hash32.Size];
        digest.CopyTo(message);
        Span<byte> opaque = stackalloc byte[OpaqueSignatureSize];
        Span<byte> compact = stackalloc byte[64];
        var recoveryId = -1;
        fixed (byte* keyBytes = key.Bytes, messageBytes = message, opaqueBytes = opaque, compactBytes = compact)
        {
            // No nonce function means RFC 6979; s comes out low.
            Require(_native.SignRecoverable(_native.Context, opaqueBytes, messageBytes, keyBytes, null, null));
            Require(_native.SerializeSignature(_native.Context, compactBytes, &recoveryId, opaqueBytes));
        }

        return RecoveryId.Join(new Hash32(compact[..32]), new Hash32(compact[32..]), recoveryId);
    }

    /// <inheritdoc/>
    public override bool TryRecover(Hash32 digest, in Signature65 signature, out EthAddress signer)
    {
        signer = default;
        if (!SignatureRange.Contains(signature))
        {
            return false;
        }

        Span<byte> message = stackalloc byte[Hash32.Size];
        digest.CopyTo(message);
        Span<byte> compact = stackalloc byte[Signature65.Size];
        signature.CopyTo(compact);
        Span<byte> opaque = stackalloc byte[OpaqueSignatureSize];
        Span<byte> publicKey = stackalloc byte[OpaquePublicKeySize];
        fixed (byte* messageBytes = message, compactBytes = compact, opaqueBytes = opaque, publicKeyBytes = publicKey)
        {
            if (_native.ParseSignature(_native.Context, opaqueBytes, compactBytes, signature.V - RecoveryId.Offset) != 1
                || _native.Recover(_native.Context, publicKeyBytes, opaqueBytes, messageBytes) != 1)
            {
                return false;
            }
        }

        signer = AddressOf(publicKey);
        return true;
    }

    /// <inheritdoc/>
    public override EthAddress AddressOf(PrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> publicKey = stackalloc byte[OpaquePublicKeySize];
        fixed (byte* keyBytes = key.Bytes, publicKeyBytes = publicKey)
        {
            Require(_native.CreatePublicKey(_native.Context, publicKeyBytes, keyBytes));
        }

        return AddressOf(publicKey);
    }

    private EthAddress AddressOf(ReadOnlySpan<byte> opaquePublicKey)
    {
        Span<byte> serialized = stackalloc byte[PublicKeySize];
        nuint length = PublicKeySize;
        fixed (byte* opaqueBytes = opaquePublicKey, serializedBytes = serialized)
        {
            Require(_native.SerializePublicKey(_native.Context, serializedBytes, &length, opaqueBytes, Uncompressed));
        }

        return PublicPoint.Address(serialized[1..]);
    }

    private void Require(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException($"{Name} refused a valid key or signature.");
        }
    }
}
