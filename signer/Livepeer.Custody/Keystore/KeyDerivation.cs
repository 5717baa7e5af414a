using System.Security.Cryptography;
using Livepeer.Crypto.Passwords;

namespace Livepeer.Custody.Keystore;

/// <summary>How a key file turns the passphrase into 32 bytes: the first half encrypts, the second authenticates.</summary>
internal abstract record KeyDerivation
{
    /// <summary>Bytes derived.</summary>
    public const int Size = 32;

    /// <summary>Greatest number of PBKDF2 rounds: forty times what key files usually ask for, about five seconds.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>Fills 32 bytes.</summary>
    public abstract void Derive(ReadOnlySpan<byte> passphrase, Span<byte> key);

    internal sealed record ByScrypt(byte[] Salt, ScryptCost Cost) : KeyDerivation
    {
        public override void Derive(ReadOnlySpan<byte> passphrase, Span<byte> key) => Scrypt.DeriveKey(passphrase, Salt, Cost, key);
    }

    internal sealed record ByPbkdf2(byte[] Salt, int Iterations) : KeyDerivation
    {
        public override void Derive(ReadOnlySpan<byte> passphrase, Span<byte> key) =>
            Rfc2898DeriveBytes.Pbkdf2(passphrase, Salt, key, Iterations, HashAlgorithmName.SHA256);
    }
}
