using System.Collections.Frozen;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Livepeer.Payments.Desk;
using Api = Livepeer.Protos.RemoteSigner.V1;
using GrpcStatus = Grpc.Core.Status;

namespace GatewayLite.Pipelines.Payments;

/// <summary>What a failed call to the signer means: the refusal in its trailer, else its status.</summary>
internal static class SignerRefusals
{
    /// <summary>Trailer that holds a serialized Refusal.</summary>
    public const string Trailer = "remotesigner-refusal-bin";

    /// <summary>Code of <see cref="PayerRefusalKind.Unavailable"/> when nobody answered.</summary>
    public const string Unreachable = "payer_unreachable";

    private static readonly FrozenDictionary<string, RefusalEntry> ByCode = RefusalCatalogue.All.ToFrozenDictionary(static entry => entry.Code, StringComparer.Ordinal);

    public static PayerRefusal Read(RpcException failure) => Details(failure) is { } details ? Named(details) : ByStatus(failure.Status);

    /// <summary>Whether no connection came about, so that the signer cannot have heard of it.</summary>
    public static bool IsBeforeSending(RpcException failure) => failure.Status.DebugException is SocketException or HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
    };

    private static PayerRefusal Named(Api.Refusal refusal) => new(Kind(refusal), refusal.Code, refusal.Message, refusal.Actual, refusal.Limit);

    private static PayerRefusalKind Kind(Api.Refusal refusal) => ByCode.TryGetValue(refusal.Code, out var entry) ? KindOf(entry) : BySide(refusal.Side);

    public static PayerRefusalKind KindOf(RefusalEntry entry) => entry.Cure switch
    {
        RefusalCure.Refresh => PayerRefusalKind.RefreshNeeded,
        RefusalCure.Retry => PayerRefusalKind.Unavailable,
        RefusalCure.AnotherOrchestrator => entry.Kind is RefusalKind.PriceAboveCeiling or RefusalKind.PriceAboveCallersMaximum or RefusalKind.PriceMoreThanDoubled
            ? PayerRefusalKind.PriceAboveCeiling
            : PayerRefusalKind.OfferUnacceptable,
        _ when entry.Kind is RefusalKind.CallerUnknown or RefusalKind.TenantDisabled or RefusalKind.JobNotAllowed or RefusalKind.EvBudgetExceeded
            or RefusalKind.FaceValueBudgetExceeded => PayerRefusalKind.Policy,
        _ => entry.Side switch
        {
            RefusalSide.Caller => PayerRefusalKind.Malformed,
            RefusalSide.Signer => PayerRefusalKind.Unavailable,
            _ => PayerRefusalKind.Policy,
        },
    };

    // A signer of a later version has reasons that this one does not know.
    private static PayerRefusalKind BySide(Api.Side side) => side switch
    {
        Api.Side.Orchestrator => PayerRefusalKind.OfferUnacceptable,
        Api.Side.Signer => PayerRefusalKind.Unavailable,
        _ => PayerRefusalKind.Policy,
    };

    private static PayerRefusal ByStatus(GrpcStatus status) => status.StatusCode switch
    {
        StatusCode.Unauthenticated => new(PayerRefusalKind.Policy, "payer_unauthenticated", "The signer does not accept this gateway's token."),
        StatusCode.PermissionDenied => new(PayerRefusalKind.Policy, "payer_denied", "The signer does not allow this job."),
        StatusCode.ResourceExhausted => new(PayerRefusalKind.Policy, "payer_exhausted", "The signer's budget or rate for this gateway is used up."),
        StatusCode.InvalidArgument or StatusCode.OutOfRange or StatusCode.NotFound or StatusCode.AlreadyExists or StatusCode.FailedPrecondition =>
            new(PayerRefusalKind.Malformed, "payer_malformed", $"The signer did not understand the request: {status.Detail}"),
        StatusCode.Unimplemented => new(PayerRefusalKind.Policy, "payer_unimplemented", "There is no signer of this version at the endpoint."),
        _ => new(PayerRefusalKind.Unavailable, Unreachable, $"The signer did not answer ({status.StatusCode})."),
    };

    private static Api.Refusal? Details(RpcException failure)
    {
        if (failure.Trailers.GetValueBytes(Trailer) is not { Length: > 0 } bytes)
        {
            return null;
        }

        try
        {
            return Api.Refusal.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
