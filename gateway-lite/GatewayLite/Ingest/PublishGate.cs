using System.Collections.Immutable;
using GatewayLite.Access;
using GatewayLite.Configuration;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Pipelines.Video;
using Livepeer.Payments.Jobs;

namespace GatewayLite.Ingest;

/// <summary>Decides who may publish, and puts an accepted publication to work: it is transcoded from its first segment on.</summary>
internal sealed partial class PublishGate(
    StreamKeys keys,
    LiveStreams streams,
    VideoSessions sessions,
    ImmutableArray<VideoProfile> profiles,
    SegmentMemory memory,
    TranscodingHistory history,
    ILogger<PublishGate> logger) : IPublishGate
{
    /// <summary>What helps where video cannot be paid.</summary>
    public static string WithoutRenditions { get; } = $"With {GatewayOptionTable.TranscodingOptions.Flag} none streams play without renditions.";

    private readonly RenditionSpec[] _renditions =
        [.. profiles.Select(profile => new RenditionSpec(profile.Name, profile.Width, profile.Height, profile.Bitrate))];

    public ValueTask<PublishDecision> AuthorizeAsync(PublishRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(Decide(request));

    private PublishDecision Decide(PublishRequest request)
    {
        var name = request.Address.Name;
        if (name.Length == 0)
        {
            return new PublishDecision.Denied("The URL names no stream: publish to rtmp://host/live/NAME or rtmp://host/live/NAME/KEY.");
        }

        if (!keys.Allow(name, request.Address.Key))
        {
            LogDenied(logger, name, request.Remote.ToString());
            return new PublishDecision.Denied($"The stream key for {name} is missing or wrong: publish to rtmp://host/live/{name}/KEY.");
        }

        if (!profiles.IsEmpty && sessions.Objection is { } objection)
        {
            // Said before anything plays: a stream that silently had no renditions would be noticed by its viewers.
            LogRefused(logger, name, objection.Message);
            return new PublishDecision.Denied($"{objection.Message} {WithoutRenditions}");
        }

        var opened = streams.Open(new StreamOpening(name, _renditions));
        return opened.Publication is { } publication ? Begin(name, publication) : Refuse(name, opened.Result);
    }

    private PublishDecision Begin(string name, Publication publication)
    {
        if (profiles.IsEmpty)
        {
            return new PublishDecision.Accepted(publication);
        }

        // The publication's id keeps a taken-over stream and its successor apart while the first one finishes.
        var order = new VideoStreamOrder($"{name}.{publication.PublishId}", name, profiles, IngestKind.Live);
        switch (sessions.Start(order, new TimelineSource(publication), new TimelineSink(publication.Timeline, memory)))
        {
            case VideoStart.Started started:
                history.Add(publication.PublishId, started.Stream);
                return new PublishDecision.Accepted(publication);
            case VideoStart.Refused refused:
                publication.End(EndReason.Closed);
                LogRefused(logger, name, refused.Message);
                return new PublishDecision.Denied(refused.Message);
            default:
                throw new InvalidOperationException("A stream was neither started nor refused.");
        }
    }

    private PublishDecision Refuse(string name, OpenResult result)
    {
        var reason = result == OpenResult.NameInUse
            ? $"Somebody is publishing {name}. It can be taken over once it has been silent for a few seconds."
            : "As many streams are live as this gateway allows (-maxSessions).";
        LogRefused(logger, name, reason);
        return result == OpenResult.NameInUse ? new PublishDecision.NameInUse(reason) : new PublishDecision.Denied(reason);
    }

    [LoggerMessage(4001, LogLevel.Warning, "Publisher {Remote} was refused for stream {Stream}: its key is missing or wrong.")]
    private static partial void LogDenied(ILogger logger, string stream, string remote);

    [LoggerMessage(4002, LogLevel.Warning, "A publisher was refused for stream {Stream}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string stream, string reason);
}
