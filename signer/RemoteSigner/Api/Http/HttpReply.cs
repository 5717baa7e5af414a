using Livepeer.Payments.Desk;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Api.Http;

/// <summary>One answer, ready to be sent, and what the operator is told about it.</summary>
/// <param name="Status">Of the answer.</param>
/// <param name="Body">JSON.</param>
internal sealed record HttpReply(int Status, byte[] Body)
{
    /// <summary>With 480: whom to ask again.</summary>
    public string? OrchestratorUrl { get; init; }

    /// <summary>With 429: seconds after which to ask again; null when nothing is known about that.</summary>
    public long? RetryAfterSeconds => Status == StatusCodes.Status429TooManyRequests && Refusal?.RetryAfter is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;

    /// <summary>What the operator is told of an error, whole; null for success.</summary>
    public PaymentRefusal? Refusal { get; init; }

    public static HttpReply Success(byte[] body) => new(StatusCodes.Status200OK, body);

    /// <summary>The error envelope. Callers are told nothing about what is wrong with the signer itself.</summary>
    /// <param name="refusal">For the operator.</param>
    /// <param name="status">For the caller.</param>
    /// <param name="message">For the caller, where he may know.</param>
    /// <remarks>Source: go-livepeer server/handlers.go handleAPIError.</remarks>
    public static HttpReply Error(PaymentRefusal refusal, int status, string message) => new(status, RemotePaymentResponseJson.Error(Masked(status, message))) { Refusal = refusal };

    /// <summary>An error with the status of its kind, and a message that callers know.</summary>
    public static HttpReply Error(RefusalKind kind, string message) => Error(new PaymentRefusal(kind, message), StatusMap.HttpOf(kind), message);

    /// <summary>400: the request cannot be used as it is.</summary>
    public static HttpReply Invalid(string message) => Error(RefusalKind.InvalidRequest, message);

    private static string Masked(int status, string message) => status switch
    {
        StatusCodes.Status500InternalServerError => "Internal Server Error",
        StatusCodes.Status503ServiceUnavailable => "Service Unavailable Error",
        _ => message,
    };
}
