using Livepeer.Wire.Answers;

namespace Livepeer.Orchestrators.Asking;

/// <summary>Why an orchestrator cannot be used now.</summary>
/// <param name="Kind">Closed set.</param>
/// <param name="Detail">One sentence with the numbers in it, safe to show.</param>
/// <param name="Answer">With <see cref="OrchestratorRefusalKind.Refused"/>: what its words mean.</param>
public sealed record OrchestratorRefusal(OrchestratorRefusalKind Kind, string Detail, OrchestratorAnswer Answer = OrchestratorAnswer.Unknown);

/// <summary>Kinds of refusal. Zero is none.</summary>
public enum OrchestratorRefusalKind
{
    /// <summary>Not a reason.</summary>
    Unknown,

    /// <summary>No connection: name, address, TCP, TLS or HTTP/2.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>It said no.</summary>
    Refused,

    /// <summary>Its answer cannot be read.</summary>
    Malformed,

    /// <summary>Its service URI is missing, of another scheme, or carries user, query or fragment.</summary>
    UnusableUri,

    /// <summary>No token, an empty one, no session id, or one that is expired or lives absurdly long.</summary>
    UnusableToken,

    /// <summary>No price although it is paid, zero units, or parts of the price that make no number.</summary>
    UnusablePrice,

    /// <summary>No ticket parameters although it is paid, recipient zero, or an expiration block of zero.</summary>
    UnusableTicketParameters,

    /// <summary>It cannot do the job.</summary>
    NotCapable,

    /// <summary>Its price is above the ceiling.</summary>
    PriceAboveCeiling,
}
