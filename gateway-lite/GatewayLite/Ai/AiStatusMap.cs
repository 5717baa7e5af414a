using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Ai;

/// <summary>The one place where a class of failure becomes a status.</summary>
internal static class AiStatusMap
{
    // The client is gone and nobody reads it; the number is what proxies write into their logs.
    private const int ClientClosedRequest = 499;

    public static int StatusOf(AiFailureKind kind) => kind switch
    {
        AiFailureKind.BadRequest => StatusCodes.Status400BadRequest,
        AiFailureKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        AiFailureKind.Busy or AiFailureKind.NoOrchestrator or AiFailureKind.PriceAboveCeiling
            or AiFailureKind.PaymentRefused or AiFailureKind.PayerUnavailable => StatusCodes.Status503ServiceUnavailable,
        AiFailureKind.Timeout => StatusCodes.Status504GatewayTimeout,
        AiFailureKind.ResultUnavailable => StatusCodes.Status502BadGateway,
        AiFailureKind.Cancelled => ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };
}
