using Grpc.Core;
using Livepeer.Payments.Desk;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Api;

/// <summary>The only place that knows which status an outcome has. docs/errors.md lists it, checked by a test.</summary>
internal static class StatusMap
{
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
            or RefusalKind.InvalidState
            or RefusalKind.SessionMismatch => StatusCode.InvalidArgument,

        RefusalKind.CallerUnknown => StatusCode.Unauthenticated,

        RefusalKind.TenantDisabled
            or RefusalKind.JobNotAllowed
            or RefusalKind.RecipientNotAllowed
            or RefusalKind.WebhookRefused
            or RefusalKind.FaceValueAboveLimit => StatusCode.PermissionDenied,

        RefusalKind.IdempotencyKeyReused
            or RefusalKind.AlreadyPaid => StatusCode.AlreadyExists,

        RefusalKind.PriceAboveCeiling
            or RefusalKind.PriceAboveCallersMaximum
            or RefusalKind.PriceAboveFirstPrice
            or RefusalKind.PriceAboveGrantedMaximum
            or RefusalKind.NothingDue
            or RefusalKind.StaleState
            or RefusalKind.AuthIdChanged
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

        RefusalKind.RateLimited
            or RefusalKind.TooManyOpenPayments
            or RefusalKind.RequestTooLarge
            or RefusalKind.PaymentRateExceeded
            or RefusalKind.EvBudgetExceeded
            or RefusalKind.FaceValueBudgetExceeded => StatusCode.ResourceExhausted,

        RefusalKind.ChainViewStale
            or RefusalKind.LedgerUnavailable
            or RefusalKind.CustodyUnavailable
            or RefusalKind.AuditUnavailable
            or RefusalKind.WebhookFailed
            or RefusalKind.NoOrchestrators
            or RefusalKind.SigningHalted => StatusCode.Unavailable,

        RefusalKind.RequestTooSlow => StatusCode.DeadlineExceeded,

        _ => StatusCode.Internal,
    };

    /// <summary>Status of a refusal in go-livepeer's HTTP API. What is wrong with the signer itself is 500 there, whatever it is.</summary>
    public static int HttpOf(RefusalKind kind) => kind switch
    {
        RefusalKind.InvalidRequest
            or RefusalKind.UnsafeText
            or RefusalKind.MalformedOrchestratorInfo
            or RefusalKind.InvalidPrice
            or RefusalKind.MissingAuthToken
            or RefusalKind.MissingTicketParameters
            or RefusalKind.InvalidTicketParameters
            or RefusalKind.TooManyTickets
            or RefusalKind.InvalidState
            or RefusalKind.SessionMismatch
            or RefusalKind.StaleState
            or RefusalKind.IdempotencyKeyReused
            or RefusalKind.AlreadyPaid
            or RefusalKind.FaceValueTooLow
            or RefusalKind.TicketEvAboveLimit
            or RefusalKind.FaceValueAboveDeposit
            or RefusalKind.SenderUnlocking
            or RefusalKind.NoReserve
            or RefusalKind.NoDeposit => StatusCodes.Status400BadRequest,

        RefusalKind.CallerUnknown => StatusCodes.Status401Unauthorized,

        RefusalKind.TenantDisabled
            or RefusalKind.JobNotAllowed
            or RefusalKind.RecipientNotAllowed
            or RefusalKind.WebhookRefused
            or RefusalKind.FaceValueAboveLimit => StatusCodes.Status403Forbidden,

        RefusalKind.AuthTokenExpiring
            or RefusalKind.TicketParametersExpired
            or RefusalKind.NonceSpaceExhausted
            or RefusalKind.NonceSpaceClosed => SignerStatuses.RefreshSession,

        RefusalKind.PriceAboveCeiling
            or RefusalKind.PriceAboveCallersMaximum
            or RefusalKind.PriceAboveFirstPrice
            or RefusalKind.PriceAboveGrantedMaximum
            or RefusalKind.PriceMoreThanDoubled => SignerStatuses.PriceExceeded,

        RefusalKind.RequestTooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.RequestTooSlow => StatusCodes.Status408RequestTimeout,
        RefusalKind.NothingDue => SignerStatuses.NoTickets,

        // A rate is over in a minute; a budget is somebody's decision.
        RefusalKind.RateLimited
            or RefusalKind.TooManyOpenPayments
            or RefusalKind.PaymentRateExceeded => StatusCodes.Status429TooManyRequests,
        RefusalKind.EvBudgetExceeded
            or RefusalKind.FaceValueBudgetExceeded => SignerStatuses.InsufficientBalance,

        RefusalKind.SigningHalted
            or RefusalKind.NoOrchestrators => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
