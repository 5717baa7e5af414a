using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace Livepeer.Crypto.Passwords;

/// <summary>scrypt: a key from a passphrase, at a price in memory and time.</summary>
/// <remarks>Source: RFC 7914.</remarks>
public static class Scrypt
{
    /// <summary>Derives a key. Runs for about a second at the usual cost and takes <see cref="ScryptCost.MemoryBytes"/>.</summary>
    /// <param name="passphrase">Any bytes; the caller zeroes them.</param>
    /// <param name="salt">Any bytes.</param>
    /// <param name="cost">How much memory and time.</param>
    /// <param name="destination">Filled whole; at least one byte.</param>
    public static void DeriveKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, ScryptCost cost, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var secret = GC.AllocateUninitializedArray<byte>(passphrase.Length, pinned: true);
        passphrase.CopyTo(secret);
        var derived = Array.Empty<byte>();
        try
        {
            derived = SCrypt.Generate(secret, salt.ToArray(), cost.N, cost.R, cost.P, destination.Length);
            derived.CopyTo(destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            CryptographicOperations.ZeroMemory(derived);
        }
    }
}
