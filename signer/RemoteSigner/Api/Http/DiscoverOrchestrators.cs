using Livepeer.Wire.SignerApi;
using Microsoft.Extensions.Primitives;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Api.Http;

/// <summary>
/// <c>GET /discover-orchestrators</c>, as go-livepeer's signer serves it: orchestrators with what can be had and paid there. Nobody is asked for an answer, and its bytes are made once per
/// state of the list.
/// </summary>
/// <remarks>Source: go-livepeer server/remote_signer.go GetOrchestrators.</remarks>
internal static class DiscoverOrchestrators
{
    // More names than the network has are no question but a load.
    private const int MaxCapabilities = 256;

    // The texts of status 503 are always the same.
    private static readonly byte[] Unavailable = RemotePaymentResponseJson.Error("Service Unavailable Error");
    private static readonly byte[] TooMany = RemotePaymentResponseJson.Error($"at most {MaxCapabilities} caps");

    /// <summary>Maps the route; conventions of the listener go onto what is returned.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes)
    {
        var answers = routes.ServiceProvider.GetRequiredService<DiscoveryAnswers>();
        return routes.MapGet(SignerPaths.DiscoverOrchestrators, context => AnswerAsync(context, answers.Current));
    }

    private static Task AnswerAsync(HttpContext context, DiscoveryAnswer list)
    {
        if (list.IsEmpty)
        {
            return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, Unavailable);
        }

        var capabilities = context.Request.Query["caps"];
        return capabilities.Count > MaxCapabilities
            ? WriteAsync(context, StatusCodes.Status400BadRequest, TooMany)
            : WriteAsync(context, StatusCodes.Status200OK, list.Find(Named(capabilities)));
    }

    private static string[] Named(StringValues capabilities) => [.. capabilities.OfType<string>().Where(name => name.Length > 0)];

    private static Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
