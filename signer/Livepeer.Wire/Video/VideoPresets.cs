using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Jobs;

namespace Livepeer.Wire.Video;

/// <summary>Renditions that operators and applications request by name.</summary>
/// <remarks>Source: LPMS ffmpeg/videoprofile.go. P144p25fps16x9 has a name there, but cannot be requested by it; here it can.</remarks>
public static class VideoPresets
{
    /// <summary>All presets, largest first.</summary>
    public static ImmutableArray<VideoProfile> All { get; } =
    [
        new("P720p60fps16x9", 1280, 720, 6_000_000, 60),
        new("P720p30fps16x9", 1280, 720, 4_000_000, 30),
        new("P720p25fps16x9", 1280, 720, 3_500_000, 25),
        new("P720p30fps4x3", 960, 720, 3_500_000, 30),
        new("P576p30fps16x9", 1024, 576, 1_500_000, 30),
        new("P576p25fps16x9", 1024, 576, 1_500_000, 25),
        new("P360p30fps16x9", 640, 360, 1_200_000, 30),
        new("P360p25fps16x9", 640, 360, 1_000_000, 25),
        new("P360p30fps4x3", 480, 360, 1_000_000, 30),
        new("P240p30fps16x9", 426, 240, 600_000, 30),
        new("P240p25fps16x9", 426, 240, 600_000, 25),
        new("P240p30fps4x3", 320, 240, 600_000, 30),
        new("P144p30fps16x9", 256, 144, 400_000, 30),
        new("P144p25fps16x9", 256, 144, 400_000, 25),
    ];

    // Below All, because initialisers run in the order of the text.
    private static readonly FrozenDictionary<string, VideoProfile> ByName = All.ToFrozenDictionary(preset => preset.Name, StringComparer.Ordinal);

    /// <summary>What is transcoded when nobody says otherwise: P240p30fps16x9 and P360p30fps16x9.</summary>
    public static ImmutableArray<VideoProfile> Default { get; } = [ByName["P240p30fps16x9"], ByName["P360p30fps16x9"]];

    /// <summary>Finds a preset by its exact name.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out VideoProfile? preset) => ByName.TryGetValue(name, out preset);
}
