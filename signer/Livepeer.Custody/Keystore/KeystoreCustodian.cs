using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace Livepeer.Custody.Keystore;

/// <summary>
/// Signs with a key in this process's memory, taken from a key file. Any number of threads may sign at once: the key is only read.
/// </summary>
public sealed class KeystoreCustodian : IKeyCustodian, IDisposable
{
    private readonly UnlockedKey _unlocked;
    private readonly Secp256k1 _secp256k1;

    /// <summary>Takes over the key and zeroes it on disposal.</summary>
    /// <param name="unlocked">From <see cref="KeystoreFile.Unlock"/>.</param>
    /// <param name="secp256k1">Usually <see cref="Secp256k1.Best"/>.</param>
    public KeystoreCustodian(UnlockedKey unlocked, Secp256k1 secp256k1)
    {
        ArgumentNullException.ThrowIfNull(unlocked);
        ArgumentNullException.ThrowIfNull(secp256k1);
        _unlocked = unlocked;
        _secp256k1 = secp256k1;
    }

    /// <inheritdoc/>
    public EthAddress Address => _unlocked.Address;

    /// <inheritdoc/>
    public bool SignsDeterministically => true;

    /// <inheritdoc/>
    /// <remarks>Completes synchronously, in some 30 µs by libsecp256k1.</remarks>
    public ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<Signature65>(cancellationToken);
        }

        if (digest == default)
        {
            return ValueTask.FromException<Signature65>(new ArgumentException("A digest of nothing is not signed.", nameof(digest)));
        }

        try
        {
            return ValueTask.FromResult(_secp256k1.Sign(_unlocked.Key, digest.Digest));
        }
        catch (ObjectDisposedException exception)
        {
            return ValueTask.FromException<Signature65>(new CustodyUnavailableException("The key was zeroed: the signer is stopping.", exception));
        }
    }

    /// <summary>Zeroes the key. Signing must have ended.</summary>
    public void Dispose() => _unlocked.Dispose();
}
