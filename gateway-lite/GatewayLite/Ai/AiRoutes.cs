using System.Globalization;
using GatewayLite.Access;
using GatewayLite.Errors;
using GatewayLite.Pipelines.Ai;

namespace GatewayLite.Ai;

/// <summary>Batch AI over HTTP: go-livepeer's paths and error envelope, with a code and a request id beside the message.</summary>
internal static class AiRoutes
{
    private const string AttemptsHeader = "Livepeer-Attempts";

    public static void MapAi(this IEndpointRouteBuilder routes) => routes.MapPost("/text-to-image", Task<IResult> (HttpContext http, AiSessions sessions, AppTokens tokens, MediaShelf shelf) =>
            RunAsync(http, AiPipeline.TextToImage, sessions, tokens, shelf));

    private static async Task<IResult> RunAsync(HttpContext http, AiPipeline pipeline, AiSessions sessions, AppTokens tokens, MediaShelf shelf)
    {
        var requestId = ErrorEnvelope.NewRequestId();
        http.Response.Headers[ErrorEnvelope.RequestIdHeader] = requestId;
        if (!tokens.Allow(http.Request.Headers.Authorization))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ErrorEnvelope.Result(StatusCodes.Status401Unauthorized, requestId, "unauthorized", "This route spends money: send 'Authorization: Bearer TOKEN' with an app token of this gateway.");
        }

        var request = new AiRequest(pipeline, requestId, http.Request.Body, http.Request.ContentLength);
        var result = await sessions.RunAsync(request, http.RequestAborted);
        if (!result.Attempts.IsEmpty)
        {
            http.Response.Headers[AttemptsHeader] = string.Join(", ", result.Attempts.Select(attempt => $"{Authority(attempt.Orchestrator)} {attempt.Outcome}"));
        }

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
                return ErrorEnvelope.Result(
                    StatusCodes.Status502BadGateway, done.RequestId, "result_too_large",
                    string.Create(CultureInfo.InvariantCulture, $"The result has {media.Data.Length} bytes, more than this gateway keeps. The job was paid; ask for a smaller image or for inline results."));
            }
        }

        return Results.Bytes(done.Json, "application/json");
    }

    private static IResult Fail(HttpContext http, AiResult.Failed failed)
    {
        if (failed.Kind == AiFailureKind.Cancelled && !http.RequestAborted.IsCancellationRequested)
        {
            // The client is still there: it was the body that ended early, came too slowly or was not framed as announced.
            return ErrorEnvelope.Result(StatusCodes.Status400BadRequest, failed.RequestId, "body_unreadable", "The body ended early, stood still, or is not framed as its headers say.");
        }

        if (failed.Kind == AiFailureKind.Busy)
        {
            http.Response.Headers.RetryAfter = "1";
        }

        return ErrorEnvelope.Result(AiStatusMap.StatusOf(failed.Kind), failed.RequestId, failed.Code, failed.Message);
    }

    // A header holds ASCII only; a host name of a list may hold more.
    private static string Authority(Uri uri) => string.Create(CultureInfo.InvariantCulture, $"{uri.Scheme}://{uri.IdnHost}:{uri.Port}");
}
