using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;

namespace DevOrchestrator.Crypto;

/// <summary>The orchestrator's own key. It signs results and pings; it holds no money.</summary>
internal sealed class EthKey
{
    private readonly ECPrivateKeyParameters _private;

    public EthKey(ReadOnlySpan<byte> secret)
    {
        var number = new BigInteger(1, secret);
        if (secret.Length != 32 || number.SignValue == 0 || number.CompareTo(Curve.Domain.N) >= 0)
        {
            throw new ArgumentException("a private key is 32 bytes between 1 and the order of secp256k1", nameof(secret));
        }

        _private = new ECPrivateKeyParameters(number, Curve.Domain);
        Address = SignatureCheck.AddressOf(Curve.Domain.G.Multiply(number).Normalize());
    }

    public EthAddress Address { get; }

    public static EthKey Create() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Signs keccak(message) as a personal message, which is how the network signs everything.</summary>
    public byte[] SignKeccak(params ReadOnlySpan<byte[]> message) => Sign(Keccak.Hash(message));

    /// <summary>Signs these 32 bytes as a personal message.</summary>
    public byte[] Sign(byte[] message)
    {
        var signer = new ECDsaSigner(new HMacDsaKCalculator(new Sha256Digest()));
        signer.Init(forSigning: true, _private);
        var pair = signer.GenerateSignature(SignatureCheck.Digest(message));
        var s = pair[1].CompareTo(Curve.HalfOrder) > 0 ? Curve.Domain.N.Subtract(pair[1]) : pair[1];
        var signature = new byte[SignatureCheck.Size];
        ByteText.Fit(pair[0].ToByteArrayUnsigned(), 32).CopyTo(signature, 0);
        ByteText.Fit(s.ToByteArrayUnsigned(), 32).CopyTo(signature, 32);
        signature[64] = 27;
        if (!SignatureCheck.IsSignedBy(Address, message, signature))
        {
            signature[64] = 28;
        }

        return signature;
    }

    /// <summary>The 32 secret bytes, for the key file only.</summary>
    public byte[] ToSecret() => ByteText.Fit(_private.D.ToByteArrayUnsigned(), 32);
}
