using System.Collections.Immutable;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Signables;
using static Livepeer.Payments.Desk.Checks.OrderCheck;

namespace Livepeer.Payments.Desk.Checks;

/// <summary>The bounds of renditions. Within them the pixels of a segment stay below 2^53.</summary>
internal static class ProfileCheck
{
    public const int MaxNameLength = 64;
    public const int MaxSide = 16_384;
    public const int MaxFramesPerSecond = 1_000;

    // Both numbers of a frame rate, as in 60,000/1,001.
    public const int MaxRateNumber = 1_000_000;

    public static PaymentRefusal? Check(ImmutableArray<VideoProfile> profiles)
    {
        if (profiles.IsDefaultOrEmpty || profiles.Length > SegmentCredentials.MaxProfiles)
        {
            return Invalid(
                $"A segment has 1 to {SegmentCredentials.MaxProfiles} renditions.",
                Text(profiles.IsDefault ? 0 : profiles.Length),
                Text(SegmentCredentials.MaxProfiles));
        }

        for (var i = 0; i < profiles.Length; i++)
        {
            if (Check(profiles[i]) is { } refusal)
            {
                return refusal;
            }

            for (var earlier = 0; earlier < i; earlier++)
            {
                if (profiles[earlier].Name == profiles[i].Name)
                {
                    return Invalid("Two renditions have the same name.", profiles[i].Name);
                }
            }
        }

        return null;
    }

    private static PaymentRefusal? Check(VideoProfile profile)
    {
        if (!IsName(profile.Name))
        {
            return Invalid($"A rendition's name has 1 to {MaxNameLength} characters of A-Z, a-z, 0-9 and . _ + -.", Length(profile.Name), Text(MaxNameLength));
        }

        return profile switch
        {
            { Width: < 1 or > MaxSide } => Bounds(profile, "width", profile.Width, 1, MaxSide),
            { Height: < 1 or > MaxSide } => Bounds(profile, "height", profile.Height, 1, MaxSide),
            { Bitrate: < 0 } => Bounds(profile, "bitrate", profile.Bitrate, 0, int.MaxValue),
            { Fps: < 0 or > MaxRateNumber } => Bounds(profile, "frame rate", profile.Fps, 0, MaxRateNumber),
            { FpsDen: < 0 or > MaxRateNumber } => Bounds(profile, "frame rate's denominator", profile.FpsDen, 0, MaxRateNumber),
            _ when profile.Fps > (long)MaxFramesPerSecond * Math.Max(profile.FpsDen, 1) => Invalid(
                $"Rendition {profile.Name} has more than {MaxFramesPerSecond} frames per second.", $"{profile.Fps}/{profile.FpsDen}", Text(MaxFramesPerSecond)),
            { Format: < 0 or > 1 } => Bounds(profile, "format", profile.Format, 0, 1),
            { EncoderProfile: < 0 or > 4 } => Bounds(profile, "encoder profile", profile.EncoderProfile, 0, 4),
            { GopMillis: < -1 } => Bounds(profile, "GOP length", profile.GopMillis, -1, int.MaxValue),
            { Encoder: < 0 or > 3 } => Bounds(profile, "encoder", profile.Encoder, 0, 3),
            { Quality: < 0 or > 63 } => Bounds(profile, "quality", profile.Quality, 0, 63),
            _ => null,
        };
    }

    private static PaymentRefusal Bounds(VideoProfile profile, string field, int actual, int least, int most) =>
        Invalid($"The {field} of rendition {profile.Name} is outside {least} to {most}.", Text(actual), $"{least} to {most}");

    private static bool IsName(string? name)
    {
        if (name is not { Length: > 0 and <= MaxNameLength })
        {
            return false;
        }

        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '+' or '-'))
            {
                return false;
            }
        }

        return true;
    }
}
