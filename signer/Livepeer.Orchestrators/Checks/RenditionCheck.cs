using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Wire.Video;

namespace Livepeer.Orchestrators.Checks;

/// <summary>Whether the renditions of a segment are signed by whom they should be. Zero is no result.</summary>
public enum RenditionCheck
{
    /// <summary>Not checked.</summary>
    Unknown,

    /// <summary>Signed by the orchestrator.</summary>
    Valid,

    /// <summary>The orchestrator takes no tickets and so has no key to sign with.</summary>
    NotSigned,

    /// <summary>A signature is missing.</summary>
    Missing,

    /// <summary>The signature is not one, or somebody else's.</summary>
    Wrong,
}

/// <summary>Checks the signature over the renditions of a segment.</summary>
/// <remarks>Source: go-livepeer verification/verify.go. There it is an option; here it is always done when the orchestrator sent ticket parameters.</remarks>
public static class RenditionSignatures
{
    /// <summary>Checks one segment.</summary>
    /// <param name="offer">Of the orchestrator that did the work.</param>
    /// <param name="renditionHashes">Keccak-256 of each rendition's bytes, in profile order.</param>
    /// <param name="signature">What it sent, or null.</param>
    public static RenditionCheck Check(OrchestratorOffer offer, ReadOnlySpan<Hash32> renditionHashes, Signature65? signature)
    {
        if (offer.TicketParameters is not { } parameters)
        {
            return RenditionCheck.NotSigned;
        }

        if (signature is not { } present)
        {
            return RenditionCheck.Missing;
        }

        var expected = offer.Address.IsZero ? parameters.Recipient : offer.Address;
        return Secp256k1.Best.TryRecover(RenditionMessage.Digest(renditionHashes), present, out var signer) && signer == expected
            ? RenditionCheck.Valid
            : RenditionCheck.Wrong;
    }
}
