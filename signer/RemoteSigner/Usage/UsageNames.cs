using System.Globalization;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Usage;

/// <summary>The words that usage is told in.</summary>
internal static class UsageNames
{
    private const string LiveVideo = "live-video-to-video";

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

    /// <summary>What go-livepeer calls a pipeline: of metered work its type, and nothing for units. Of work that it has no word for, the capability.</summary>
    public static string Pipeline(UsageRecord record) => record.Kind switch
    {
        JobKind.Live => record.Unit == LiveUnit.PixelSeconds720p || record is { Unit: LiveUnit.Unknown, Capability: LiveVideo } ? LiveVideo : PaymentTypes.Live,
        JobKind.Fixed => PaymentTypes.Fixed,
        JobKind.Units => PaymentTypes.Units,
        _ => Capability(record.Kind, record.Capability),
    };

    /// <summary>Batch AI is accounted by the number of its capability.</summary>
    public static string Capability(JobKind kind, string capability) =>
        kind == JobKind.Ai && uint.TryParse(capability, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && PipelineNames.TryGetName(id, out var name)
            ? name
            : capability;
}
