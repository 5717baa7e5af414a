using System.Globalization;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;

namespace RemoteSigner.Usage;

/// <summary>The words that usage is told in.</summary>
internal static class UsageNames
{
    public static string Of(JobKind kind) => kind switch
    {
        JobKind.VideoSegment => "video_segment",
        JobKind.Ai => "ai",
        JobKind.Live => "live",
        JobKind.Fixed => "fixed",
        JobKind.Units => "units",
        JobKind.Byoc => "byoc",
        _ => "unknown",
    };

    /// <summary>Batch AI is accounted by the number of its capability.</summary>
    public static string Capability(JobKind kind, string capability) =>
        kind == JobKind.Ai && uint.TryParse(capability, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && PipelineNames.TryGetName(id, out var name)
            ? name
            : capability;
}
