using Grpc.Core;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api;

/// <summary>The only place that knows which status an outcome has. docs/errors.md lists it, checked by a test.</summary>
internal static class StatusMap
{
    public const StatusCode UnknownCaller = StatusCode.Unauthenticated;

    public const StatusCode TooManyWatchers = StatusCode.ResourceExhausted;

    public const StatusCode Stopping = StatusCode.Unavailable;

    /// <summary>gRPC status of a refusal.</summary>
    public static StatusCode Of(RefusalKind kind) => kind switch
    {
        RefusalKind.InvalidRequest
            or RefusalKind.UnsafeText
            or RefusalKind.MalformedOrchestratorInfo
            or RefusalKind.InvalidPrice
            or RefusalKind.MissingAuthToken
            or RefusalKind.MissingTicketParameters
            or RefusalKind.InvalidTicketParameters
            or RefusalKind.TooManyTickets
            or RefusalKind.SessionMismatch => StatusCode.InvalidArgument,

        RefusalKind.JobNotAllowed
            or RefusalKind.RecipientNotAllowed
            or RefusalKind.FaceValueAboveLimit => StatusCode.PermissionDenied,

        RefusalKind.IdempotencyKeyReused
            or RefusalKind.AlreadyPaid => StatusCode.AlreadyExists,

        RefusalKind.PriceAboveCeiling
            or RefusalKind.PriceAboveCallersMaximum
            or RefusalKind.PriceAboveFirstPrice
            or RefusalKind.PriceAboveGrantedMaximum
            or RefusalKind.NothingDue
            or RefusalKind.StaleState
            or RefusalKind.PriceMoreThanDoubled
            or RefusalKind.AuthTokenExpiring
            or RefusalKind.TicketParametersExpired
            or RefusalKind.NonceSpaceExhausted
            or RefusalKind.NonceSpaceClosed
            or RefusalKind.FaceValueTooLow
            or RefusalKind.TicketEvAboveLimit
            or RefusalKind.TotalEvAboveLimit
            or RefusalKind.FaceValueAboveDeposit
            or RefusalKind.SenderUnlocking
            or RefusalKind.NoReserve
            or RefusalKind.NoDeposit => StatusCode.FailedPrecondition,

        RefusalKind.TooManyOpenPayments
            or RefusalKind.PaymentRateExceeded
            or RefusalKind.EvBudgetExceeded
            or RefusalKind.FaceValueBudgetExceeded => StatusCode.ResourceExhausted,

        RefusalKind.ChainViewStale
            or RefusalKind.LedgerUnavailable
            or RefusalKind.CustodyUnavailable
            or RefusalKind.SigningHalted => StatusCode.Unavailable,

        _ => StatusCode.Internal,
    };
}
