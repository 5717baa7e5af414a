using Livepeer.Crypto;

namespace Livepeer.Custody.Keystore;

/// <summary>A key taken out of its file. Disposal zeroes it.</summary>
/// <param name="Key">The private key.</param>
/// <param name="Address">Its address.</param>
/// <param name="FileReadableByOthers">Whether users other than the owner and its group may read the key file: worth a warning at start-up.</param>
public sealed record UnlockedKey(PrivateKey Key, EthAddress Address, bool FileReadableByOthers) : IDisposable
{
    /// <summary>Zeroes the key.</summary>
    public void Dispose() => Key.Dispose();
}
