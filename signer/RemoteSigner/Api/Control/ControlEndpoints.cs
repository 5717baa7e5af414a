using Livepeer.Hosting.Access;
using Prometheus;
using RemoteSigner.Health;
using RemoteSigner.Metrics;

namespace RemoteSigner.Api.Control;

/// <summary>What the control port serves.</summary>
internal static class ControlEndpoints
{
    private const string Scheme = "Bearer ";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMetrics("/metrics", routes.ServiceProvider.GetRequiredService<SignerMetrics>().Registry);
        routes.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet("/readyz", ReadyAsync);
        routes.MapGet("/status", StatusAsync);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var found = await context.RequestServices.GetRequiredService<Readiness>().AskAsync(context.RequestAborted);
        var answer = new ReadinessJson(found.All(dependency => dependency.Works), StatusReport.Of(found));
        context.Response.StatusCode = answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(answer, ControlJsonContext.Default.ReadinessJson, cancellationToken: context.RequestAborted);
    }

    private static async Task StatusAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString().AsSpan();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !context.RequestServices.GetRequiredService<AdminToken>().Matches(header[Scheme.Length..].Trim()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            var refusal = new ErrorJson("/status needs the header Authorization with Bearer and the token of the file that --admin-token-file names.");
            await context.Response.WriteAsJsonAsync(refusal, ControlJsonContext.Default.ErrorJson, cancellationToken: context.RequestAborted);
            return;
        }

        var status = await context.RequestServices.GetRequiredService<StatusReport>().MakeAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(status, ControlJsonContext.Default.StatusJson, cancellationToken: context.RequestAborted);
    }
}
