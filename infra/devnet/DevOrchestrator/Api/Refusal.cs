using System.Text.Json;

namespace DevOrchestrator.Api;

/// <summary>An HTTP answer that ends a request: a status with a line of text, or a connection cut without an answer.</summary>
internal sealed record Refusal(int Status, string Text)
{
    /// <summary>Where the real handler dies.</summary>
    public static Refusal Crash { get; } = new(0, string.Empty);

    /// <summary>Whether the text comes as {"error":{"message":…}} instead of a line.</summary>
    public bool IsJson { get; private init; }

    public static Refusal Json(int status, string text) => new(status, text) { IsJson = true };

    public async Task WriteAsync(HttpContext context)
    {
        if (this == Crash)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        if (IsJson)
        {
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, new ErrorJson(new ErrorMessageJson(Text)), ApiJson.Default.ErrorJson, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.WriteAsync(Text + "\n", context.RequestAborted);
    }
}
