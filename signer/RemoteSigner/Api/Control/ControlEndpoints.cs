using Livepeer.Payments.Desk.Usage;
using Prometheus;
using RemoteSigner.Health;
using RemoteSigner.Metrics;
using RemoteSigner.Usage;

namespace RemoteSigner.Api.Control;

/// <summary>What the control port serves.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMetrics("/metrics", routes.ServiceProvider.GetRequiredService<SignerMetrics>().Registry);
        routes.MapGet("/healthz", context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet("/readyz", ReadyAsync);
        var signing = routes.ServiceProvider.GetRequiredService<SwitchEndpoint>();
        routes.MapAdmin(HttpMethods.Get, "/status", StatusAsync);
        routes.MapAdmin(HttpMethods.Get, "/usage", UsageAsync);
        routes.MapAdmin(HttpMethods.Get, "/tenants", TenantsEndpoint.AnswerAsync);
        routes.MapAdmin(HttpMethods.Get, "/audit", routes.ServiceProvider.GetRequiredService<AuditEndpoint>().AnswerAsync);
        routes.MapAdmin(HttpMethods.Post, "/halt", signing.HaltAsync);
        routes.MapAdmin(HttpMethods.Post, "/resume", signing.ResumeAsync);
        routes.MapAdmin(HttpMethods.Post, "/declare-loss", routes.ServiceProvider.GetRequiredService<LossEndpoint>().AnswerAsync);
        routes.MapAdmin(HttpMethods.Post, "/backup", routes.ServiceProvider.GetRequiredService<BackupEndpoint>().AnswerAsync);
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

    private static async Task StatusAsync(HttpContext context)
    {
        var status = await context.RequestServices.GetRequiredService<StatusReport>().MakeAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(status, ControlJsonContext.Default.StatusJson, cancellationToken: context.RequestAborted);
    }
}
