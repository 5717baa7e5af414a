using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>/discovery of a scripted orchestrator.</summary>
internal sealed class RunnersEndpoint
{
    public int Status { get; set; } = StatusCodes.Status404NotFound;

    public string Body { get; set; } = "";

    public int Requests { get; private set; }

    public void Map(WebApplication app) => app.MapGet("/discovery", async context =>
    {
        Requests++;
        context.Response.StatusCode = Status;
        await context.Response.WriteAsync(Body, context.RequestAborted);
    });

    public void Serve(string body)
    {
        Status = StatusCodes.Status200OK;
        Body = body;
    }
}
