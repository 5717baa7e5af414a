using System.Buffers;
using System.Collections.Immutable;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Checks;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Downloads;
using Livepeer.Orchestrators.Leases;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.Headers;
using Livepeer.Wire.Video;

namespace GatewayLite.Pipelines.Video;

/// <summary>One segment to one orchestrator and its renditions back: upload, wait, fetch, verify. Knows nothing of payments beyond their header values, and of no other attempt.</summary>
internal sealed class SegmentExchange(OrchestratorHttp http, TimeProvider time)
{
    /// <summary>Renditions may be this many times larger than their bit rate says. Source: the network's gateways take anything; encoders overshoot on short segments.</summary>
    private const int SizeFactor = 4;
    private const int SizeSlackBytes = 256 * 1024;

    private const int DownloadTries = 2;

    // The orchestrator answers with headers as soon as it has read the segment; what is left of the attempt is for the work.
    private static readonly TimeSpan LeastUpload = TimeSpan.FromSeconds(2);
    private const double UploadShareOfDuration = 0.5;
    private const double MostOfAttempt = 2.0 / 3;

    private readonly RenditionDownloads _downloads = new(http, time);

    public async Task<ExchangeResult> SendAsync(
        OrchestratorLease lease, LeaseSnapshot used, PaymentHeaders payment, VideoSegmentJob job, SourceSegment segment, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var order = new PostOrder(
            Target(used.Service, LivepeerPaths.Segment), payment, LivepeerHeaders.SegmentContentType, segment.Data, null, UploadLimit(segment.Duration, limit), limit, WireLimits.TranscodeResultBytes);
        var posted = await OrchestratorPost.SendAsync(http.ForWork(lease.Orchestrator), order, time, cancellationToken);
        if (posted is not PostResult.Answered answered)
        {
            return new ExchangeResult.Failed(((PostResult.Failed)posted).Failure, 0, null);
        }

        if (!TranscodeAnswerReader.TryRead(answered.Body.Span, out var answer, out var fault))
        {
            return new ExchangeResult.Failed(new AttemptFailure.Unusable(fault.ToString()), 0, null);
        }

        if (answer.Error.Length > 0)
        {
            return new ExchangeResult.Failed(new AttemptFailure.WorkFailed(answer.Error), 0, answer.Renewed);
        }

        var pixels = Billed(answer, job, segment.Duration);
        if (pixels is null)
        {
            return new ExchangeResult.Failed(new AttemptFailure.Dishonest("The answer has other renditions or pixels than were asked for."), 0, null);
        }

        var fetched = await FetchAsync(lease, used, answer, job.Profiles, segment.Duration, limit - time.GetElapsedTime(started), cancellationToken);
        return fetched switch
        {
            Fetched.Failed failed => new ExchangeResult.Failed(failed.Failure, pixels.Value, answer.Renewed),
            Fetched.Complete complete when !IsSigned(used, complete.Renditions, answer.Signature) =>
                new ExchangeResult.Failed(new AttemptFailure.Dishonest("The orchestrator's signature does not cover the renditions."), pixels.Value, null),
            Fetched.Complete complete => new ExchangeResult.Done(
                complete.Renditions, pixels.Value, answer.Renewed, answered.Upload, answered.Elapsed, time.GetElapsedTime(started) - answered.Elapsed),
            _ => throw new InvalidOperationException("Renditions are fetched or not."),
        };
    }

    internal static TimeSpan UploadLimit(TimeSpan duration, TimeSpan attempt)
    {
        var wanted = duration * UploadShareOfDuration;
        wanted = wanted > LeastUpload ? wanted : LeastUpload;
        return wanted < attempt * MostOfAttempt ? wanted : attempt * MostOfAttempt;
    }

    internal static Uri Target(Uri service, string path) => new(service.GetLeftPart(UriPartial.Path).TrimEnd('/') + path);

    private static long MostBytes(VideoProfile profile, TimeSpan duration) => ((long)Math.Ceiling(profile.Bitrate * duration.TotalSeconds / 8) * SizeFactor) + SizeSlackBytes;

    /// <summary>Pixels of all renditions, or null when the answer is not what was asked for.</summary>
    private static long? Billed(TranscodeAnswer answer, VideoSegmentJob job, TimeSpan duration)
    {
        if (answer.Sequence != job.Sequence || answer.Renditions.Length != job.Profiles.Length)
        {
            return null;
        }

        var sum = 0L;
        for (var i = 0; i < job.Profiles.Length; i++)
        {
            if (answer.Renditions[i].Pixels > PixelBounds.Most(job.Profiles[i], duration))
            {
                return null;
            }

            sum += answer.Renditions[i].Pixels;
        }

        return sum;
    }

    private static bool IsSigned(LeaseSnapshot used, ImmutableArray<Rendition> renditions, Signature65? signature)
    {
        var hashes = renditions.Select(static rendition => Keccak256.Hash(rendition.Data.Span)).ToArray();
        return RenditionSignatures.Check(used.Description.Offer, hashes, signature) is RenditionCheck.Valid or RenditionCheck.NotSigned;
    }

    private async Task<Fetched> FetchAsync(
        OrchestratorLease lease, LeaseSnapshot used, TranscodeAnswer answer, ImmutableArray<VideoProfile> profiles, TimeSpan duration, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var all = new TimeLimit(limit, time, cancellationToken);
        var results = await Task.WhenAll(profiles.Select((profile, i) => FetchOneAsync(lease, used, profile, answer.Renditions[i], duration, all, cancellationToken)));
        return results.FirstOrDefault(static result => result.Failure is not null).Failure is { } failure
            ? new Fetched.Failed(failure)
            : new Fetched.Complete([.. results.Select(static result => result.Rendition!)]);
    }

    private async Task<(Rendition? Rendition, AttemptFailure? Failure)> FetchOneAsync(
        OrchestratorLease lease, LeaseSnapshot used, VideoProfile profile, Livepeer.Wire.Video.Rendition named, TimeSpan duration, TimeLimit limit, CancellationToken cancellationToken)
    {
        var most = MostBytes(profile, duration);
        for (var attempt = 1; ; attempt++)
        {
            var bytes = new ArrayBufferWriter<byte>((int)(most / SizeFactor));
            DownloadResult result;
            try
            {
                result = await _downloads.FetchAsync(lease, used, named.Url, most, Timeout.InfiniteTimeSpan, bytes, limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsOver)
            {
                return (null, new AttemptFailure.TimedOut(AttemptPhase.Download));
            }

            if (result.Kind == DownloadKind.Done)
            {
                return (new Rendition(profile.Name, bytes.WrittenMemory, named.Pixels), null);
            }

            if (IsFinal(result.Kind) || attempt == DownloadTries || cancellationToken.IsCancellationRequested)
            {
                return (null, IsForeign(result.Kind) ? new AttemptFailure.Dishonest($"A rendition's URL is refused: {result.Detail}.") : new AttemptFailure.NotFetched(result.Detail));
            }
        }
    }

    private static bool IsFinal(DownloadKind kind) => IsForeign(kind) || kind is DownloadKind.TooLarge;

    private static bool IsForeign(DownloadKind kind) => kind is DownloadKind.UnusableUrl or DownloadKind.ForeignHost or DownloadKind.ForbiddenAddress;

    private abstract record Fetched
    {
        public sealed record Complete(ImmutableArray<Rendition> Renditions) : Fetched;

        public sealed record Failed(AttemptFailure Failure) : Fetched;
    }
}
