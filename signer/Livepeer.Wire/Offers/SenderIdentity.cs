using Livepeer.Crypto;

namespace Livepeer.Wire.Offers;

/// <summary>Who asks an orchestrator. Constant for a key.</summary>
/// <param name="Address">The account that pays.</param>
/// <param name="Signature">Over the hash of the account's checksummed text; null towards orchestrators that are not paid.</param>
public sealed record SenderIdentity(EthAddress Address, Signature65? Signature)
{
    /// <summary>The identity of those who pay nobody: the zero address without a signature.</summary>
    public static SenderIdentity Nobody { get; } = new(default, Signature: null);
}
