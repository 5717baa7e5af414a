namespace GatewayLite.Pipelines.Payments;

/// <summary>Why nothing was paid.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Code">Stable code of the catalogue, for example <c>price_above_ceiling</c>; <c>payer_unreachable</c> when nobody answered.</param>
/// <param name="Message">One sentence, safe to show.</param>
/// <param name="Actual">The value that failed; may be empty.</param>
/// <param name="Limit">What it was compared with; may be empty.</param>
public sealed record PayerRefusal(PayerRefusalKind Kind, string Code, string Message, string Actual = "", string Limit = "");

/// <summary>Refusals by what helps. Zero is never given.</summary>
public enum PayerRefusalKind
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>Token, ticket parameters or their nonces are used up: ask the same orchestrator for fresh ones.</summary>
    RefreshNeeded,

    /// <summary>The orchestrator's price is above a ceiling: another one may be cheaper.</summary>
    PriceAboveCeiling,

    /// <summary>The orchestrator's offer is unusable or asks for more than is paid: another one may do.</summary>
    OfferUnacceptable,

    /// <summary>Budget, funds or permission: no other orchestrator helps.</summary>
    Policy,

    /// <summary>The payer cannot answer now; it is not the orchestrator's fault.</summary>
    Unavailable,

    /// <summary>The request was wrong: a defect on our side.</summary>
    Malformed,
}
