using System.Security.Cryptography;
using Livepeer.Crypto;

namespace Livepeer.Custody.Keystore;

/// <summary>The encryption of a V3 key file: derive, authenticate, then decrypt.</summary>
/// <remarks>Source: Web3 Secret Storage Definition, version 3.</remarks>
internal static class KeystoreCipher
{
    private const int Half = KeyDerivation.Size / 2;

    /// <summary>Takes the key out; null when the passphrase is wrong or the file was damaged.</summary>
    /// <exception cref="ArgumentException">What was decrypted is not a private key.</exception>
    public static PrivateKey? Open(KeystoreDocument document, Passphrase passphrase)
    {
        Span<byte> derived = stackalloc byte[KeyDerivation.Size];
        Span<byte> key = stackalloc byte[32];
        Span<byte> mac = stackalloc byte[Hash32.Size];
        try
        {
            document.Derivation.Derive(passphrase.Bytes, derived);
            Authenticate(derived, document.CipherText, mac);
            if (!CryptographicOperations.FixedTimeEquals(mac, document.Mac))
            {
                return null;
            }

            // Old files leave out the leading zero bytes of a key.
            key.Clear();
            AesCounterMode.Transform(derived[..Half], document.Counter, document.CipherText, key[^document.CipherText.Length..]);
            return new PrivateKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>Locks a key up under a new counter.</summary>
    public static KeystoreDocument Seal(PrivateKey privateKey, EthAddress address, Passphrase passphrase, KeyDerivation derivation)
    {
        Span<byte> derived = stackalloc byte[KeyDerivation.Size];
        Span<byte> key = stackalloc byte[32];
        var document = new KeystoreDocument(address, derivation, RandomNumberGenerator.GetBytes(16), new byte[32], new byte[Hash32.Size]);
        try
        {
            derivation.Derive(passphrase.Bytes, derived);
            privateKey.Export(key);
            AesCounterMode.Transform(derived[..Half], document.Counter, key, document.CipherText);
            Authenticate(derived, document.CipherText, document.Mac);
            return document;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(derived);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void Authenticate(ReadOnlySpan<byte> derived, ReadOnlySpan<byte> cipherText, Span<byte> mac)
    {
        Span<byte> body = stackalloc byte[Half + cipherText.Length];
        derived[Half..].CopyTo(body);
        cipherText.CopyTo(body[Half..]);
        Keccak256.Hash(body, mac);
        CryptographicOperations.ZeroMemory(body);
    }
}
