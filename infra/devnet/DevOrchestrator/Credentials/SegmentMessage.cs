using System.Globalization;
using System.Numerics;
using System.Text;
using DevOrchestrator.Crypto;
using Google.Protobuf.Collections;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Credentials;

/// <summary>What the signature of segment credentials covers: manifest, absolute sequence number, segment hash, profile names. Source: go-livepeer core/streamdata.go.</summary>
internal static class SegmentMessage
{
    public static byte[] Flatten(SegData data) =>
    [
        .. data.ManifestId.Span,
        .. ByteText.U256(new BigInteger(data.Seq)),
        .. ByteText.Fit(data.Hash.Span, 32),
        .. Encoding.ASCII.GetBytes(string.Concat(Profiles(data).Select(ProfileId))),
    ];

    /// <summary>Field 35 is read, else 34, else 33.</summary>
    public static RepeatedField<VideoProfile> Profiles(SegData data) =>
        data.FullProfiles3.Count > 0 ? data.FullProfiles3
        : data.FullProfiles2.Count > 0 ? data.FullProfiles2
        : data.FullProfiles;

    /// <summary>A profile without a name gets one, and is hashed under it.</summary>
    public static string Name(VideoProfile profile) => profile.Name.Length > 0
        ? profile.Name
        : string.Create(CultureInfo.InvariantCulture, $"net_{profile.Width}x{profile.Height}_{profile.Bitrate}");

    private static string ProfileId(VideoProfile profile) => Convert.ToHexStringLower(Keccak.Hash(Encoding.UTF8.GetBytes(Name(profile))).AsSpan(0, 4));
}
