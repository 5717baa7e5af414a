using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using GatewayLite.Access;
using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Ai;

/// <summary>Batch AI over HTTP: go-livepeer's paths and error envelope, with a code and a request id beside the message.</summary>
internal static class AiRoutes
{
    private const string AttemptsHeader = "Livepeer-Attempts";
    private const string RequestIdHeader = "Livepeer-Request-Id";

    public static void MapAi(this IEndpointRouteBuilder routes) => routes.MapPost("/text-to-image", Task<IResult> (HttpContext http, AiSessions sessions, AppTokens tokens, MediaShelf shelf) =>
            RunAsync(http, AiPipeline.TextToImage, sessions, tokens, shelf));

    private static async Task<IResult> RunAsync(HttpContext http, AiPipeline pipeline, AiSessions sessions, AppTokens tokens, MediaShelf shelf)
    {
        var requestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        http.Response.Headers[RequestIdHeader] = requestId;
        if (!tokens.Allow(http.Request.Headers.Authorization))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Fail(StatusCodes.Status401Unauthorized, requestId, "unauthorized", "This route spends money: send 'Authorization: Bearer TOKEN' with an app token of this gateway.");
        }

        var request = new AiRequest(pipeline, requestId, http.Request.Body, http.Request.ContentLength);
        var result = await sessions.RunAsync(request, http.RequestAborted);
        http.Response.Headers[AttemptsHeader] = string.Join(", ", result.Attempts.Select(attempt => $"{attempt.Orchestrator.GetLeftPart(UriPartial.Authority)} {attempt.Outcome}"));
        return result switch
        {
            AiResult.Succeeded done => Answer(shelf, done),
            AiResult.Failed failed => Fail(http, failed),
            _ => throw new InvalidOperationException("An AI request neither succeeded nor failed."),
        };
    }

    private static IResult Answer(MediaShelf shelf, AiResult.Succeeded done)
    {
        foreach (var media in done.Media)
        {
            if (!shelf.TryKeep(media))
            {
                return Fail(
                    StatusCodes.Status502BadGateway, done.RequestId, "result_too_large",
                    string.Create(CultureInfo.InvariantCulture, $"The result has {media.Data.Length} bytes, more than this gateway keeps. The job was paid; ask for a smaller image or for inline results."));
            }
        }

        return Results.Bytes(done.Json, "application/json");
    }

    private static IResult Fail(HttpContext http, AiResult.Failed failed)
    {
        var status = AiStatusMap.StatusOf(failed.Kind);
        if (failed.Kind == AiFailureKind.Busy)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        return Fail(status, failed.RequestId, failed.Code, failed.Message);
    }

    private static IResult Fail(int status, string requestId, string code, string message) =>
        Results.Json(new AiErrorJson(new AiErrorBodyJson(message, code, requestId)), AiErrorContext.Default.AiErrorJson, statusCode: status);
}

internal sealed record AiErrorJson([property: JsonPropertyName("error")] AiErrorBodyJson Error);

internal sealed record AiErrorBodyJson(
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("request_id")] string RequestId);

[JsonSerializable(typeof(AiErrorJson))]
internal sealed partial class AiErrorContext : JsonSerializerContext;
