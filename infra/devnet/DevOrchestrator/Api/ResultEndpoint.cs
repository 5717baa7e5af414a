using DevOrchestrator.Control;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Api;

/// <summary>GET /stream/...: renditions and images, by the session or request that made them.</summary>
internal sealed class ResultEndpoint(Node node)
{
    public Task RenditionAsync(HttpContext context, string session, string profile, string file) =>
        AnswerAsync(context, node.Now.Sessions.Find(session)?.Find(profile, file), file.EndsWith(".mp4", StringComparison.Ordinal) ? "video/mp4" : "video/mp2t");

    public Task ImageAsync(HttpContext context, string request, string file) =>
        AnswerAsync(context, node.Now.Images.Find(request, file), "image/png");

    private async Task AnswerAsync(HttpContext context, byte[]? bytes, string contentType)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Download))
        {
            return;
        }

        if (bytes is null)
        {
            await new Refusal(StatusCodes.Status404NotFound, "not found").WriteAsync(context);
            return;
        }

        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
