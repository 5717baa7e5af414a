using System.Security.Cryptography;

namespace Livepeer.Crypto.Passwords;

/// <summary>
/// scrypt: a key from a passphrase, at a price in memory and time. Written here because key files of Python wallets use n=262144 with r=1,
/// which libraries refuse: the RFC asks for N below 2^(16 r), though the function is well defined beyond.
/// </summary>
/// <remarks>Source: RFC 7914.</remarks>
public static class Scrypt
{
    /// <summary>Derives a key. Runs for about a second at the usual cost and takes <see cref="ScryptCost.MemoryBytes"/>, which is zeroed.</summary>
    /// <param name="passphrase">Any bytes; the caller zeroes them.</param>
    /// <param name="salt">Any bytes.</param>
    /// <param name="cost">How much memory and time.</param>
    /// <param name="destination">Filled whole.</param>
    public static void DeriveKey(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, ScryptCost cost, Span<byte> destination)
    {
        ArgumentNullException.ThrowIfNull(cost);
        var laneBytes = 128 * cost.R;
        var lanes = GC.AllocateUninitializedArray<byte>(laneBytes * cost.P, pinned: true);
        var table = GC.AllocateUninitializedArray<byte>(laneBytes * cost.N, pinned: true);
        try
        {
            Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, lanes, 1, HashAlgorithmName.SHA256);
            for (var lane = 0; lane < cost.P; lane++)
            {
                ScryptMix.Mix(lanes.AsSpan(lane * laneBytes, laneBytes), table, cost.N);
            }

            Rfc2898DeriveBytes.Pbkdf2(passphrase, lanes, destination, 1, HashAlgorithmName.SHA256);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(lanes);
            CryptographicOperations.ZeroMemory(table);
        }
    }
}
