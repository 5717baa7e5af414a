using System.Text.Json;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Control;

/// <summary>The control port: health, statistics, faults.</summary>
internal sealed class ControlEndpoints(Node node, Action die)
{
    /// <summary>Tickets listed, seen and accepted, unless the query says otherwise.</summary>
    private const int DefaultTickets = 1_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet("/stats", StatsAsync);
        routes.MapGet("/faults", context => WriteFaultsAsync(context));
        routes.MapPost("/faults", PostAsync);
        routes.MapDelete("/faults", context =>
        {
            node.Faults.Current = FaultSettings.None;
            return WriteFaultsAsync(context);
        });
    }

    private Task StatsAsync(HttpContext context)
    {
        var count = int.TryParse(context.Request.Query["tickets"], out var asked) ? Math.Clamp(asked, 0, TicketJournal.Capacity) : DefaultTickets;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, node.Snapshot(count), ControlJson.Default.OrchestratorStats, context.RequestAborted);
    }

    private async Task PostAsync(HttpContext context)
    {
        FaultRequestJson? request;
        try
        {
            request = await JsonSerializer.DeserializeAsync(context.Request.Body, ControlJson.Default.FaultRequestJson, context.RequestAborted);
        }
        catch (JsonException unreadable)
        {
            await RefuseAsync(context, unreadable.Message);
            return;
        }

        var (settings, error) = FaultRequest.Apply(request ?? new FaultRequestJson(), node.Faults.Current);
        if (settings is null)
        {
            await RefuseAsync(context, error!);
            return;
        }

        node.Faults.Current = settings;
        if (request?.Restart == true)
        {
            node.Restart();
        }

        if (request?.CloseSessions is { } reason)
        {
            node.Now.PaidSessions.EndAll(reason);
        }

        await WriteFaultsAsync(context);
        if (request?.Die == true)
        {
            await context.Response.CompleteAsync();
            die();
        }
    }

    private static async Task RefuseAsync(HttpContext context, string text)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(text + "\n", context.RequestAborted);
    }

    private Task WriteFaultsAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body, FaultStateJson.Of(node.Faults.Current), ControlJson.Default.FaultStateJson, context.RequestAborted);
    }
}
