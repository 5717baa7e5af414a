using Livepeer.Crypto;

namespace Livepeer.Payments.Signables;

/// <summary>
/// A digest that the deposit key may sign. Only the typed messages of this folder can make one, so that no caller gets a bare hash signed.
/// <c>default</c> is refused by custodians.
/// </summary>
public readonly record struct SignableDigest
{
    internal SignableDigest(Hash32 digest)
    {
        Digest = digest;
    }

    /// <summary>EIP-191 digest of the typed message.</summary>
    public Hash32 Digest { get; }
}
