using Livepeer.Crypto;

namespace Livepeer.Wire.Video;

/// <summary>What an orchestrator signs for the renditions of one segment.</summary>
/// <remarks>Source: go-livepeer core/orchestrator.go, verification/verify.go.</remarks>
public static class RenditionMessage
{
    /// <summary>Digest of the signature: personal message over the hash of the renditions' hashes in profile order.</summary>
    /// <param name="renditionHashes">Keccak-256 of each rendition's bytes.</param>
    public static Hash32 Digest(ReadOnlySpan<Hash32> renditionHashes)
    {
        var joined = new byte[renditionHashes.Length * Hash32.Size];
        for (var i = 0; i < renditionHashes.Length; i++)
        {
            renditionHashes[i].CopyTo(joined.AsSpan(i * Hash32.Size));
        }

        return PersonalMessage.Digest(Keccak256.Hash(joined));
    }
}
