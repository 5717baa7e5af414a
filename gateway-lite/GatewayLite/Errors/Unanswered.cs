namespace GatewayLite.Errors;

/// <summary>Gives the envelope to requests that no route answers: unknown paths, wrong methods, and defects, which are logged with the request id.</summary>
internal sealed partial class Unanswered(RequestDelegate next, ILogger<Unanswered> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away while it was being answered.
            return;
        }
        catch (BadHttpRequestException)
        {
            throw;
        }
#pragma warning disable CA1031 // A defect in one request is answered and logged; the others go on.
        catch (Exception defect) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            http.Response.Clear();
            var requestId = Mark(http);
            LogDefect(logger, requestId, http.Request.Method, defect);
            await ErrorEnvelope.Result(StatusCodes.Status500InternalServerError, requestId, "internal", "The request met a defect of the gateway.").ExecuteAsync(http);
            return;
        }

        if (!http.Response.HasStarted && http.Response is { ContentType: null, ContentLength: null } && Words(http) is var (code, message))
        {
            await ErrorEnvelope.Result(http.Response.StatusCode, Mark(http), code, message).ExecuteAsync(http);
        }
    }

    private static (string Code, string Message)? Words(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ("not_found", "This gateway has no such path."),
        StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", $"This path takes {http.Response.Headers.Allow} only."),
        _ => null,
    };

    private static string Mark(HttpContext http)
    {
        var requestId = ErrorEnvelope.NewRequestId();
        http.Response.Headers[ErrorEnvelope.RequestIdHeader] = requestId;
        return requestId;
    }

    [LoggerMessage(4401, LogLevel.Error, "{Method} request {RequestId} met a defect.")]
    private static partial void LogDefect(ILogger logger, string requestId, string method, Exception defect);
}
