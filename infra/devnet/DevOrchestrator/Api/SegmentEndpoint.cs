using System.Globalization;
using DevOrchestrator.Accounts;
using DevOrchestrator.Control;
using DevOrchestrator.Credentials;
using DevOrchestrator.Crypto;
using DevOrchestrator.Hosting;
using DevOrchestrator.Sessions;
using DevOrchestrator.Transcoding;
using Google.Protobuf;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>POST /segment: pay, upload, transcode. Source of order and texts: go-livepeer server/segment_rpc.go.</summary>
internal sealed class SegmentEndpoint(Node node)
{
    /// <summary>300 s at 8 Mbit/s. Source: go-livepeer common/util.go.</summary>
    public const long MaxSegmentBytes = 300_000_000;

    private const string UriContentType = "application/vnd+livepeer.uri";

    public async Task HandleAsync(HttpContext context)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Segment) || await AcceptAsync(context, incoming) is not { } segment)
        {
            return;
        }

        // The gateway learns at once that its upload and its payment were good; the result follows when the work is done.
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (!await node.Faults.AfterHeadersAsync(context, FaultScope.Segment))
        {
            return;
        }

        var result = await TranscodeAsync(segment);
        if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Segment))
        {
            await context.Response.Body.WriteAsync(result.ToByteArray(), context.RequestAborted);
        }
    }

    private async Task<AcceptedSegment?> AcceptAsync(HttpContext context, IncomingPayment incoming)
    {
        var (request, refusal) = PaidRequest.Read(node, incoming, context.Request.Headers);
        if (request is null)
        {
            await RefuseAsync(context, refusal!);
            return null;
        }

        var session = request.Data.AuthToken.SessionId;
        refusal = request.Credit(session, JobKind.Segment) ?? request.DemandCredit(session, JobKind.Segment);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return null;
        }

        var info = node.Describe(request.Sender, request.Data.Capabilities, session, request.Data.AuthToken);
        if (info.Info is null)
        {
            await RefuseAsync(context, new Refusal(StatusCodes.Status500InternalServerError, "Internal Server Error"));
            return null;
        }

        if (context.Request.ContentType == UriContentType)
        {
            // This orchestrator fetches nothing: it answers as one that could not reach the address.
            await RefuseAsync(context, new Refusal(StatusCodes.Status400BadRequest, "BadRequest"));
            return null;
        }

        var bytes = await Body.ReadAsync(context.Request, MaxSegmentBytes, context.RequestAborted);
        if (bytes is null || !Keccak.Hash(bytes).AsSpan().SequenceEqual(ByteText.Fit(request.Data.Hash.Span, 32)))
        {
            await RefuseAsync(context, new Refusal(StatusCodes.Status403Forbidden, "Forbidden"));
            return null;
        }

        return new AcceptedSegment(request, info.Info, bytes);
    }

    private Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        node.Stats.CountRefusal($"segment: {refusal.Text}");
        return refusal.WriteAsync(context);
    }

    private async Task<TranscodeResult> TranscodeAsync(AcceptedSegment segment)
    {
        var data = segment.Request.Data;
        var result = new TranscodeResult { Seq = data.Seq, Info = segment.Info };
        var session = node.Now.Sessions.Open(data.AuthToken.SessionId);
        var job = new TranscodeJob(segment.Bytes, SegmentCredentials.Duration(data), SegmentMessage.Profiles(data));
        var outcome = session is null ? TranscodeOutcome.Failed(RequestIdentity.Capped)
            : data.SegmentParameters is not null ? TranscodeOutcome.Failed("dev-orchestrator does not cut segments")
            : job.Problem() is { } problem ? TranscodeOutcome.Failed(problem)
            : await InLineAsync(session, job);
        if (outcome.Renditions is not { } renditions)
        {
            result.Error = outcome.Error;
            node.Stats.CountRefusal($"result: {outcome.Error}");
            return result;
        }

        result.Data = Publish(session!, data, job, renditions);
        segment.Request.Debit(data.AuthToken.SessionId, JobKind.Segment, result.Data.Segments.Sum(rendition => rendition.Pixels));
        node.Stats.CountSegment();
        return result;
    }

    private async Task<TranscodeOutcome> InLineAsync(TranscodeSession session, TranscodeJob job)
    {
        if (!session.TryEnter())
        {
            return TranscodeOutcome.Failed("OrchestratorBusy");
        }

        try
        {
            return await session.InTurnAsync(() => node.Transcoder.TranscodeAsync(job, node.Stopping), node.Stopping);
        }
        finally
        {
            session.Leave();
        }
    }

    private TranscodeData Publish(TranscodeSession session, SegData data, TranscodeJob job, IReadOnlyList<Rendition> renditions)
    {
        var fault = node.Faults.Current.WrongResult;
        var signer = fault == WrongResult.Signature ? EthKey.Create() : node.Key;
        var hashes = renditions.Select(rendition => Keccak.Hash(rendition.Bytes)).ToArray();
        var answer = new TranscodeData { Sig = ByteString.CopyFrom(signer.SignKeccak(hashes)) };
        foreach (var (profile, rendition) in job.Profiles.Zip(renditions))
        {
            var name = SegmentMessage.Name(profile);
            var file = string.Create(CultureInfo.InvariantCulture, $"{data.Seq}.{TranscodeJob.Extension(profile)}");
            session.Keep(name, file, fault == WrongResult.Rendition ? Falsify(rendition.Bytes) : rendition.Bytes);
            answer.Segments.Add(new TranscodedSegmentData
            {
                Url = new Uri(node.ServiceUri, $"/stream/{data.AuthToken.SessionId}/{Uri.EscapeDataString(name)}/{file}").AbsoluteUri,
                Pixels = fault == WrongResult.Pixels ? rendition.Pixels * 2 : rendition.Pixels,
            });
        }

        return answer;
    }

    private static byte[] Falsify(byte[] bytes)
    {
        var wrong = bytes.ToArray();
        if (wrong.Length > 0)
        {
            wrong[^1] ^= 0xff;
        }

        return wrong;
    }

    private sealed record AcceptedSegment(PaidRequest Request, OrchestratorInfo Info, byte[] Bytes);
}
