using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace GatewayLite.Errors;

/// <summary>go-livepeer's error envelope, with a code for programs and a request id for the logs beside the message.</summary>
internal static class ErrorEnvelope
{
    /// <summary>Header with the request id, on every answer of a route that spends money and on every envelope.</summary>
    public const string RequestIdHeader = "Livepeer-Request-Id";

    private const int RequestIdBytes = 8;

    public static string NewRequestId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RequestIdBytes));

    public static IResult Result(int status, string requestId, string code, string message) =>
        Results.Json(new ErrorJson(new ErrorBodyJson(message, code, requestId)), ErrorJsonContext.Default.ErrorJson, statusCode: status);
}

internal sealed record ErrorJson([property: JsonPropertyName("error")] ErrorBodyJson Error);

internal sealed record ErrorBodyJson(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("request_id")] string RequestId);

[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class ErrorJsonContext : JsonSerializerContext;
