using Livepeer.Hosting.Access;
using Prometheus;

namespace GatewayLite.Control;

/// <summary>What the control port serves.</summary>
internal static class ControlRoutes
{
    private const string Scheme = "Bearer ";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMetrics("/metrics", routes.ServiceProvider.GetRequiredService<CollectorRegistry>());
        routes.MapGet("/healthz", () => Results.Text("ok\n"));
        routes.MapGet("/readyz", (Readiness readiness) =>
        {
            var found = readiness.Ask();
            return Results.Json(found, ControlJson.Default.ReadinessJson, statusCode: found.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
        routes.MapGet("/status", (HttpContext http, AdminToken admin, StatusReport report) =>
        {
            var header = http.Request.Headers.Authorization.ToString().AsSpan();
            http.Response.Headers.CacheControl = "no-store";
            return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && admin.Matches(header[Scheme.Length..].Trim())
                ? Results.Json(report.Make(), ControlJson.Default.StatusJson)
                : Results.Json(
                    new ControlErrorJson("/status needs the header Authorization: Bearer <token>, with the token in the gateway's admin token file."),
                    ControlJson.Default.ControlErrorJson,
                    statusCode: StatusCodes.Status401Unauthorized);
        });
    }
}
