using System.Collections.Immutable;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Checks;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;

namespace GatewayLite.Control;

/// <summary>What the streams of this gateway look for; status and readiness judge orchestrators by it.</summary>
internal sealed class VideoDemand(ImmutableArray<VideoProfile> profiles, VideoOptions options, IPayer payer)
{
    public JobDemand Demand { get; } =
        new(WorkKind.Video, new LeaseTerms(JobCapabilities.ForVideo(VideoSource.Rtmp, profiles, options.MinOrchestratorVersion), options.MaxPricePerPixel, payer.SpendsMoney));
}
