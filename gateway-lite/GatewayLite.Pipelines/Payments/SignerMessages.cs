using Google.Protobuf;
using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Domain words to and from the signer's messages.</summary>
internal static class SignerMessages
{
    private const int OrchestratorTextCharacters = 1024;

    public static Api.CreatePaymentRequest Payment(PaymentRequest request, IEnumerable<Settlement> settlements)
    {
        var message = new Api.CreatePaymentRequest
        {
            IdempotencyKey = request.IdempotencyKey,
            PaymentSessionId = request.PaymentSessionId,
            OrchestratorInfo = UnsafeByteOperations.UnsafeWrap(request.OrchestratorInfo),
            MaxPrice = request.MaxPrice?.ToString() ?? "",
        };
        message.Settlements.AddRange(settlements.Select(Settlement));
        switch (request.Job)
        {
            case VideoSegmentJob video:
                message.VideoSegment = Video(video);
                break;
            case AiJob ai:
                message.Ai = new Api.AiJob
                {
                    Capability = ai.Capability,
                    ModelId = ai.ModelId,
                    Units = (ulong)ai.Units,
                    Capabilities = UnsafeByteOperations.UnsafeWrap(ai.Capabilities),
                };
                break;
            default:
                throw new ArgumentException($"The signer pays for no {request.Job.GetType().Name}.", nameof(request));
        }

        return message;
    }

    public static Api.Settlement Settlement(Settlement settlement) => new()
    {
        IdempotencyKey = settlement.IdempotencyKey,
        Outcome = settlement.Outcome switch
        {
            PaymentOutcomeKind.Delivered => Api.Outcome.Delivered,
            PaymentOutcomeKind.Rejected => Api.Outcome.Rejected,
            PaymentOutcomeKind.Lost => Api.Outcome.Unknown,
            PaymentOutcomeKind.NotSent => Api.Outcome.NotSent,
            _ => throw new ArgumentException("A settlement names its outcome.", nameof(settlement)),
        },
        BilledUnits = (ulong)settlement.BilledUnits,
        OrchestratorText = settlement.OrchestratorText.Length <= OrchestratorTextCharacters ? settlement.OrchestratorText : settlement.OrchestratorText[..OrchestratorTextCharacters],
    };

    /// <exception cref="FormatException">The signer's numbers cannot be read.</exception>
    public static PaymentHeaders Headers(Api.CreatePaymentResponse response) => new(
        response.PaymentHeader,
        response.SegmentHeader,
        checked((int)response.TicketCount),
        Rational.Parse(response.ExpectedValueWei),
        Rational.Parse(response.FeeWei),
        response.NoncesLeft,
        response.BlocksLeft);

    private static Api.VideoSegmentJob Video(VideoSegmentJob job)
    {
        var hash = new byte[Hash32.Size];
        job.SegmentHash.CopyTo(hash);
        var message = new Api.VideoSegmentJob
        {
            ManifestId = job.ManifestId,
            Sequence = (ulong)job.Sequence,
            SegmentHash = UnsafeByteOperations.UnsafeWrap(hash),
            DurationMillis = (uint)job.DurationMillis,
            Capabilities = UnsafeByteOperations.UnsafeWrap(job.Capabilities),
            ForceSessionReinit = job.ForceSessionReinit,
        };
        message.Profiles.AddRange(job.Profiles.Select(Profile));
        message.Storage.AddRange(job.Storage.Select(UnsafeByteOperations.UnsafeWrap));
        return message;
    }

    private static Api.VideoProfileSpec Profile(VideoProfile profile) => new()
    {
        Name = profile.Name,
        Width = (uint)profile.Width,
        Height = (uint)profile.Height,
        Bitrate = (uint)profile.Bitrate,
        Fps = (uint)profile.Fps,
        FpsDen = (uint)profile.FpsDen,
        Format = (uint)profile.Format,
        Profile = (uint)profile.EncoderProfile,
        GopMillis = profile.GopMillis,
        Encoder = (uint)profile.Encoder,
        Quality = (uint)profile.Quality,
    };
}
