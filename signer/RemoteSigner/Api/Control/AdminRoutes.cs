using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Livepeer.Hosting.Access;
using Microsoft.AspNetCore.Http.Features;

namespace RemoteSigner.Api.Control;

/// <summary>What only holders of the admin token may ask for.</summary>
internal static class AdminRoutes
{
    private const string Scheme = "Bearer ";

    // No request of ours needs more.
    private const int MaxBodyBytes = 16 * 1024;

    /// <summary>Adds a route that the handler sees only with the admin token.</summary>
    public static void MapAdmin(this IEndpointRouteBuilder routes, string method, string path, RequestDelegate handler) =>
        routes.MapMethods(path, [method], async context =>
        {
            if (await IsAdminAsync(context))
            {
                await handler(context);
            }
        });

    /// <summary>Reads a small JSON body; an empty one is null.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> form)
        where T : class
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MaxBodyBytes;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.Length == 0 ? null : JsonSerializer.Deserialize(body.GetBuffer().AsSpan(0, (int)body.Length), form);
    }

    /// <summary>Answers with an error.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ErrorJson(message), ControlJsonContext.Default.ErrorJson, cancellationToken: context.RequestAborted);
    }

    private static async ValueTask<bool> IsAdminAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && context.RequestServices.GetRequiredService<AdminToken>().Matches(header.AsSpan(Scheme.Length).Trim()))
        {
            return true;
        }

        await RefuseAsync(
            context, StatusCodes.Status401Unauthorized, $"{context.Request.Path} needs the header Authorization with Bearer and the token of the file that --admin-token-file names.");
        return false;
    }
}
