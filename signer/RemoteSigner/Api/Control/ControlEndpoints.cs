using Livepeer.Hosting.Access;
using Livepeer.Payments.Desk.Usage;
using Prometheus;
using RemoteSigner.Health;
using RemoteSigner.Metrics;
using RemoteSigner.Usage;

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
        routes.MapGet("/usage", UsageAsync);
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var found = await context.RequestServices.GetRequiredService<Readiness>().AskAsync(context.RequestAborted);
        var answer = new ReadinessJson(found.All(dependency => dependency.Works), StatusReport.Of(found));
        context.Response.StatusCode = answer.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsJsonAsync(answer, ControlJsonContext.Default.ReadinessJson, cancellationToken: context.RequestAborted);
    }

    private static async Task UsageAsync(HttpContext context)
    {
        if (!await IsAdminAsync(context))
        {
            return;
        }

        var services = context.RequestServices;
        var (status, answer, problem) = await UsageEndpoint.AnswerAsync(
            context.Request.Query,
            services.GetRequiredService<IUsageLog>(),
            services.GetRequiredService<UsageWebhook>(),
            services.GetRequiredService<TimeProvider>().GetUtcNow(),
            context.RequestAborted);
        context.Response.StatusCode = status;
        await (answer is null
            ? context.Response.WriteAsJsonAsync(new ErrorJson(problem), ControlJsonContext.Default.ErrorJson, cancellationToken: context.RequestAborted)
            : context.Response.WriteAsJsonAsync(answer, UsageJsonContext.Default.UsageAnswerJson, cancellationToken: context.RequestAborted));
    }

    /// <summary>Whether the caller holds the admin token; if not, it has been told.</summary>
    private static async ValueTask<bool> IsAdminAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && context.RequestServices.GetRequiredService<AdminToken>().Matches(header.AsSpan(Scheme.Length).Trim()))
        {
            return true;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        var refusal = new ErrorJson($"{context.Request.Path} needs the header Authorization with Bearer and the token of the file that --admin-token-file names.");
        await context.Response.WriteAsJsonAsync(refusal, ControlJsonContext.Default.ErrorJson, cancellationToken: context.RequestAborted);
        return false;
    }

    private static async Task StatusAsync(HttpContext context)
    {
        if (!await IsAdminAsync(context))
        {
            return;
        }

        var status = await context.RequestServices.GetRequiredService<StatusReport>().MakeAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(status, ControlJsonContext.Default.StatusJson, cancellationToken: context.RequestAborted);
    }
}
