using System.Collections.Immutable;
using Livepeer.Payments.Jobs;

namespace Livepeer.Wire.Video;

/// <summary>Which of SegData's three profile fields carries the renditions: the oldest one that can express them.</summary>
/// <remarks>Source: go-livepeer core/streamdata.go. Orchestrators read 35, else 34, else 33.</remarks>
internal static class ProfileFields
{
    private const int FullProfiles = 33;
    private const int FullProfiles2 = 34;
    private const int FullProfiles3 = 35;

    public static int For(ImmutableArray<VideoProfile> profiles)
    {
        var field = FullProfiles;
        foreach (var profile in profiles)
        {
            if (profile.FpsDen != 0 || profile.EncoderProfile != 0 || profile.GopMillis != 0)
            {
                return FullProfiles3;
            }

            if (profile.Format != 0)
            {
                field = FullProfiles2;
            }
        }

        return field;
    }
}
