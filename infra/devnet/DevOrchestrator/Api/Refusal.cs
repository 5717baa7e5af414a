namespace DevOrchestrator.Api;

/// <summary>An HTTP answer that ends a request: a status with a line of text, or a connection cut without an answer.</summary>
internal sealed record Refusal(int Status, string Text)
{
    /// <summary>Where the real handler dies.</summary>
    public static Refusal Crash { get; } = new(0, string.Empty);

    public async Task WriteAsync(HttpContext context)
    {
        if (this == Crash)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.WriteAsync(Text + "\n", context.RequestAborted);
    }
}
