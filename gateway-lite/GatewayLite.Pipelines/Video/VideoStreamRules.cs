using System.Buffers;

namespace GatewayLite.Pipelines.Video;

/// <summary>What an order must satisfy before a stream starts, so that no segment of it fails for its form.</summary>
internal static class VideoStreamRules
{
    private const int MaxManifestIdCharacters = 128;
    private const int MaxProfiles = 16;
    private const int MaxNameCharacters = 64;
    private const int MaxSide = 16_384;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");

    /// <summary>One sentence on the first fault; null when there is none.</summary>
    public static string? Fault(VideoStreamOrder order)
    {
        if (order.StreamId.Length == 0)
        {
            return "The stream has no id.";
        }

        if (order.ManifestId.Length is 0 or > MaxManifestIdCharacters || order.ManifestId.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return "A manifest id has 1 to 128 printable ASCII characters.";
        }

        if (order.Profiles.IsDefaultOrEmpty || order.Profiles.Length > MaxProfiles)
        {
            return "A stream has 1 to 16 renditions.";
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var profile in order.Profiles)
        {
            if (profile.Name.Length is 0 or > MaxNameCharacters || profile.Name.AsSpan().ContainsAnyExcept(NameCharacters) || profile.Name == "source" || !names.Add(profile.Name))
            {
                return $"Rendition name \"{profile.Name}\" is empty, unsafe, reserved or used twice.";
            }

            if (profile.Width is < 1 or > MaxSide || profile.Height is < 1 or > MaxSide || profile.Bitrate < 1 || profile.Fps < 0 || profile.FpsDen < 0)
            {
                return $"Rendition {profile.Name} has an impossible size, bit rate or frame rate.";
            }
        }

        return null;
    }
}
