using Google.Protobuf;
using Grpc.Core;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class RequestLimitTests
{
    private static readonly Dictionary<string, Action<CreatePaymentRequest>> OutOfBounds = new()
    {
        ["idempotency_key"] = request => request.IdempotencyKey = new string('k', 129),
        ["payment_session_id"] = request => request.PaymentSessionId = string.Empty,
        ["orchestrator_info"] = request => request.OrchestratorInfo = ByteString.CopyFrom(new byte[65 * 1024]),
        ["max_price"] = request => request.MaxPrice = "1.5",
        ["job"] = request => request.ClearJob(),
        ["video_segment.manifest_id"] = request => request.VideoSegment.ManifestId = new string('m', 129),
        ["video_segment.sequence"] = request => request.VideoSegment.Sequence = ulong.MaxValue,
        ["video_segment.segment_hash"] = request => request.VideoSegment.SegmentHash = ByteString.CopyFrom(new byte[31]),
        ["video_segment.duration_millis"] = request => request.VideoSegment.DurationMillis = 300_001,
        ["video_segment.profiles"] = request => request.VideoSegment.Profiles.Clear(),
        ["video_segment.profiles.name"] = request => request.VideoSegment.Profiles[0].Name = new string('p', 65),
        ["video_segment.profiles.width"] = request => request.VideoSegment.Profiles[0].Width = 16_385,
        ["video_segment.profiles.bitrate"] = request => request.VideoSegment.Profiles[0].Bitrate = uint.MaxValue,
        ["video_segment.capabilities"] = request => request.VideoSegment.Capabilities = ByteString.CopyFrom(new byte[(16 * 1024) + 1]),
        ["video_segment.storage"] = request => request.VideoSegment.Storage.AddRange(Enumerable.Repeat(ByteString.Empty, 5)),
        ["ai.units"] = request => request.Ai = new AiJob { Capability = 27, ModelId = "m", Units = ulong.MaxValue },
        ["ai.model_id"] = request => request.Ai = new AiJob { Capability = 27, ModelId = string.Empty, Units = 1 },
        ["settlements"] = request => request.Settlements.AddRange(Enumerable.Repeat(new Settlement { IdempotencyKey = "k", Outcome = Outcome.NotSent }, 17)),
        ["settlements.outcome"] = request => request.Settlements.Add(new Settlement { IdempotencyKey = "k" }),
        ["settlements.billed_units"] = request => request.Settlements.Add(new Settlement { IdempotencyKey = "k", Outcome = Outcome.Delivered, BilledUnits = ulong.MaxValue }),
        ["settlements.orchestrator_text"] = request =>
            request.Settlements.Add(new Settlement { IdempotencyKey = "k", Outcome = Outcome.Rejected, OrchestratorText = new string('x', 1025) }),
    };

    [Fact]
    public async Task Field_OutOfBounds_IsNamedWithItsLimit()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        foreach (var (field, spoil) in OutOfBounds)
        {
            var request = Requests.Segment("k");
            spoil(request);

            var (status, refusal) = await signer.RefusedAsync(request);

            Assert.Equal((StatusCode.InvalidArgument, "invalid_request"), (status, refusal.Code));
            Assert.StartsWith(field + " has ", refusal.Message, StringComparison.Ordinal);
            Assert.NotEmpty(refusal.Actual);
            Assert.NotEmpty(refusal.Limit);
        }
    }

    [Fact]
    public async Task Message_FarTooLarge_IsRefusedBeforeItIsRead()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);
        var request = Requests.Ai("k");
        request.OrchestratorInfo = ByteString.CopyFrom(new byte[300 * 1024]);

        var failure = await Assert.ThrowsAsync<RpcException>(() => signer.PayAsync(request));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task Report_WithoutOutcomes_IsRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder);

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await signer.Payments.ReportOutcomeAsync(new ReportOutcomeRequest(), signer.As()));

        Assert.Equal("settlements has 0 entries; allowed is 1 to 16 entries.", RunningSigner.RefusalOf(failure).Message);
    }
}
