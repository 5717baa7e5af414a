using System.Globalization;
using DevOrchestrator.Api;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Live;

/// <summary>/ai/trickle/…: the channels of live streams. Whoever knows a name may use it, as at the network.</summary>
internal sealed class TrickleEndpoints(Node node)
{
    public const string Path = "/ai/trickle/";

    private static readonly Refusal NotFound = new(StatusCodes.Status404NotFound, "Stream not found");

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Path}{{channel}}", (HttpContext context, string channel) => Find(channel) is null ? NotFound.WriteAsync(context) : Task.CompletedTask);
        routes.MapGet($"{Path}{{channel}}/next", NextAsync);
        routes.MapGet($"{Path}{{channel}}/{{index}}", (HttpContext context, string channel, string index) =>
            WithAsync(context, channel, index, (found, number) => found.ReadAsync(context, number)));
        routes.MapPost($"{Path}{{channel}}/{{index}}", (HttpContext context, string channel, string index) =>
        {
            if (Find(channel) is null && context.Request.Protocol == HttpProtocol.Http11)
            {
                context.Response.Headers.Connection = "close"; // wakes requests that were opened ahead
            }

            return WithAsync(context, channel, index, (found, number) => found.WriteAsync(context, number));
        });
        routes.MapDelete($"{Path}{{channel}}", (HttpContext context, string channel) =>
            node.Now.LiveStreams.Close(channel) ? Task.CompletedTask : new Refusal(StatusCodes.Status400BadRequest, "Invalid stream").WriteAsync(context));
        routes.MapDelete($"{Path}{{channel}}/{{index}}", (HttpContext context, string channel, string index) =>
            WithAsync(context, channel, index, (found, number) => number < found.Next
                ? Task.CompletedTask
                : new Refusal(StatusCodes.Status400BadRequest, "Nonexistent segment").WriteAsync(context)));
    }

    private ITrickleChannel? Find(string channel) => node.Now.LiveStreams.Find(channel);

    private Task NextAsync(HttpContext context, string channel)
    {
        if (Find(channel) is not { } found)
        {
            return NotFound.WriteAsync(context);
        }

        var next = found.Next;
        TrickleHeaders.SetLatest(context.Response, next);
        return context.Response.WriteAsync(next.ToString(CultureInfo.InvariantCulture), context.RequestAborted);
    }

    private Task WithAsync(HttpContext context, string channel, string index, Func<ITrickleChannel, int, Task> work) =>
        Find(channel) is not { } found ? NotFound.WriteAsync(context)
        : !int.TryParse(index, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new Refusal(StatusCodes.Status400BadRequest, "Invalid idx").WriteAsync(context)
        : work(found, number);
}
