using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Livepeer.Crypto;
using Livepeer.Payments.Jobs;

namespace Livepeer.Payments.Signables;

/// <summary>What a segment's sender signs besides the tickets: name of the stream, number, hash of the bytes, names of the renditions.</summary>
/// <remarks>
/// <para>Source: go-livepeer core/streamdata.go SegTranscodingMetadata.Flatten.</para>
/// <para>
/// Requirement S1: nothing separates this message from a ticket's preimage but its content, and callers choose that. The manifest id is therefore
/// printable ASCII of at most 128 bytes. A preimage that the TicketBroker redeems has 232 bytes with 28 zeros before the nonce (bytes 104 to 131)
/// and 24 before the round (168 to 191). A message of 232 bytes either covers the first zeros with its manifest id, or, with eight
/// renditions or more, the second ones with their hexadecimal digits. A preimage without a round (168 bytes, not redeemable) can be met only
/// where its face value is printable text, which is above 2^253 wei.
/// </para>
/// </remarks>
public sealed class SegmentCredentials
{
    /// <summary>Bytes of a manifest id at most.</summary>
    public const int MaxManifestIdLength = 128;

    /// <summary>Renditions at most.</summary>
    public const int MaxProfiles = 16;

    private const int DigitsPerProfile = 8;

    private SegmentCredentials(string manifestId, long sequence, Hash32 segmentHash, ImmutableArray<VideoProfile> profiles)
    {
        ManifestId = manifestId;
        Sequence = sequence;
        SegmentHash = segmentHash;
        Profiles = profiles;
    }

    /// <summary>Name of the stream, or of the orchestrator's balance for AI work.</summary>
    public string ManifestId { get; }

    /// <summary>Segment number; 0 without a segment.</summary>
    public long Sequence { get; }

    /// <summary>Keccak-256 of the segment; of nothing without a segment.</summary>
    public Hash32 SegmentHash { get; }

    /// <summary>Renditions; none without a segment. Only their names are signed.</summary>
    public ImmutableArray<VideoProfile> Profiles { get; }

    /// <summary>Whether they are those of a payment without a segment, which depend on the manifest id alone.</summary>
    public bool HasNoSegment => Sequence == 0 && Profiles.IsEmpty && SegmentHash == Keccak256.OfNothing;

    /// <summary>Makes the credentials of a job.</summary>
    /// <param name="job">Any job.</param>
    /// <param name="credentials">Null when refused.</param>
    /// <returns>False when the manifest id is not 1 to 128 printable ASCII characters, the number is negative, there are more than 16 renditions, or the job has other credentials (BYOC).</returns>
    public static bool TryCreate(Job job, [NotNullWhen(true)] out SegmentCredentials? credentials)
    {
        credentials = job switch
        {
            VideoSegmentJob video => Create(video.ManifestId, video.Sequence, video.SegmentHash, video.Profiles),
            AiJob ai => Create(ai.ManifestId, 0, Keccak256.OfNothing, []),
            MeteredJob metered => Create(metered.ManifestId, 0, Keccak256.OfNothing, []),
            _ => null,
        };
        return credentials is not null;
    }

    /// <summary>The digest to sign.</summary>
    public SignableDigest Digest()
    {
        Span<byte> flat = stackalloc byte[MaxManifestIdLength + (2 * Hash32.Size) + (MaxProfiles * DigitsPerProfile)];
        return new SignableDigest(PersonalMessage.Digest(Keccak256.Hash(flat[..Flatten(flat)])));
    }

    internal int Flatten(Span<byte> destination)
    {
        var length = Encoding.ASCII.GetBytes(ManifestId, destination);
        destination.Slice(length, Hash32.Size).Clear();
        length += Hash32.Size;
        BinaryPrimitives.WriteInt64BigEndian(destination[(length - sizeof(long))..], Sequence);
        SegmentHash.CopyTo(destination[length..]);
        length += Hash32.Size;
        Span<byte> hash = stackalloc byte[Hash32.Size];
        foreach (var profile in Profiles)
        {
            Keccak256.Hash(Encoding.UTF8.GetBytes(profile.Name), hash);
            BinaryPrimitives.ReadUInt32BigEndian(hash).TryFormat(destination[length..], out var digits, "x8", CultureInfo.InvariantCulture);
            length += digits;
        }

        return length;
    }

    private static SegmentCredentials? Create(string manifestId, long sequence, Hash32 hash, ImmutableArray<VideoProfile> profiles) =>
        PrintableText.IsValid(manifestId, MaxManifestIdLength) && sequence >= 0 && !profiles.IsDefault && profiles.Length <= MaxProfiles
            ? new(manifestId, sequence, hash, profiles)
            : null;
}
