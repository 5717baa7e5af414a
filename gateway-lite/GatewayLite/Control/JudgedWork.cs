using System.Collections.Immutable;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Video;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Checks;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Matching;

namespace GatewayLite.Control;

/// <summary>The work that status, readiness and checks judge orchestrators by: the gateway's streams, or AI work where video cannot be paid.</summary>
internal sealed class JudgedWork
{
    private readonly bool _isVideo;

    public JudgedWork(ImmutableArray<VideoProfile> profiles, VideoOptions video, AiOptions ai, IPayer payer)
    {
        _isVideo = payer.CannotPayFor(JobKind.VideoSegment) is null;
        Demand = _isVideo
            ? new(WorkKind.Video, new LeaseTerms(JobCapabilities.ForVideo(VideoSource.Rtmp, profiles, video.MinOrchestratorVersion), video.MaxPricePerPixel, payer.SpendsMoney))
            : new(
                new WorkKind((uint)Capability.TextToImage, ai.TextToImageModel),
                new LeaseTerms(JobCapabilities.ForAi(Capability.TextToImage, ai.TextToImageModel), ai.MaxPricePerUnit, payer.SpendsMoney));
    }

    public JobDemand Demand { get; }

    /// <summary>The work in words that follow "could".</summary>
    public string Verb => _isVideo ? "transcode a stream" : "do AI work";

    /// <summary>What a price is for.</summary>
    public string Unit => _isVideo ? "pixel" : "unit";

    /// <summary>Whether work could go there. Requests for AI work name models of their own, so one that lacks the usual model may still have another.</summary>
    public bool IsUsable(Candidate candidate) => candidate.Verdict == CandidateVerdict.Eligible || (!_isVideo && candidate.Verdict == CandidateVerdict.NotCapable);
}
