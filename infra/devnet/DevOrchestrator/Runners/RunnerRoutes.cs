using DevOrchestrator.Hosting;

namespace DevOrchestrator.Runners;

/// <summary>The paths of live runners.</summary>
internal static class RunnerRoutes
{
    public static void Map(IEndpointRouteBuilder routes, Node node)
    {
        var challenges = new Challenges(node);
        var reservations = new Reservations(node, challenges);
        var open = new PublicEndpoints(node, challenges);
        routes.MapGet("/discovery", open.DiscoverAsync);
        routes.MapPost("/refresh-payment", open.RefreshAsync);

        var sessions = new RunnerEndpoints(node, reservations);
        routes.MapPost("/apps/{runner}/session", (HttpContext context, string runner) => sessions.ReserveAsync(context, runner));
        routes.MapPost("/apps/{runner}/session/{id}/payment", (HttpContext context, string runner, string id) => sessions.PayAsync(context, runner, id));
        routes.MapPost("/apps/{runner}/session/{id}/stop", (HttpContext context, string runner, string id) => sessions.StopAsync(context, runner, id));
        routes.Map("/apps/{runner}/session/{id}/app/{**path}", (HttpContext context, string runner, string id, string? path) =>
            sessions.UseAsync(context, runner, id, path ?? string.Empty));

        var once = new SingleShotEndpoint(node, reservations);
        routes.Map("/apps/{runner}/app/{**path}", (HttpContext context, string runner, string? path) => once.HandleAsync(context, runner, path ?? string.Empty));
    }
}
