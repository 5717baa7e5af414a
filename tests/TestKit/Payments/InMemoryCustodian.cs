using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace TestKit.Payments;

/// <summary>Holds a key in memory and signs at once.</summary>
/// <param name="key">The key; the caller disposes it.</param>
/// <param name="secp256k1">The implementation to sign with.</param>
public sealed class InMemoryCustodian(PrivateKey key, Secp256k1 secp256k1) : IKeyCustodian
{
    private int _signatures;

    /// <summary>With the best implementation present.</summary>
    public InMemoryCustodian(PrivateKey key)
        : this(key, Secp256k1.Best)
    {
    }

    /// <inheritdoc/>
    public EthAddress Address { get; } = secp256k1.AddressOf(key);

    /// <inheritdoc/>
    public bool SignsDeterministically { get; init; } = true;

    /// <summary>When set, the key cannot be used, with this text.</summary>
    public string? Outage { get; set; }

    /// <summary>Signatures made so far.</summary>
    public int Signatures => Volatile.Read(ref _signatures);

    /// <inheritdoc/>
    public ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Outage is { } reason)
        {
            throw new CustodyUnavailableException(reason);
        }

        Interlocked.Increment(ref _signatures);
        return ValueTask.FromResult(secp256k1.Sign(key, digest.Digest));
    }
}
