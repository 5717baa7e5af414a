using System.Text.Json;
using DevOrchestrator.Api;

namespace DevOrchestrator.Runners;

/// <summary>The application behind every runner: it sends a body back, and says where it was asked when there is none.</summary>
internal static class EchoApp
{
    private const long MaxBodyBytes = 64L * 1024 * 1024;

    public static async Task AnswerAsync(HttpContext context, string runner, string session, string path, CancellationToken cancellationToken)
    {
        if (await Body.ReadAsync(context.Request, MaxBodyBytes, cancellationToken) is not { } body)
        {
            await new Refusal(StatusCodes.Status413PayloadTooLarge, "request body too large").WriteAsync(context);
        }
        else if (body.Length > 0)
        {
            context.Response.ContentType = context.Request.ContentType;
            await context.Response.Body.WriteAsync(body, cancellationToken);
        }
        else
        {
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, new EchoJson(runner, session, path), RunnerJson.Default.EchoJson, cancellationToken);
        }
    }
}
