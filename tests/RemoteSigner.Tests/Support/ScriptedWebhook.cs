using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace RemoteSigner.Tests.Support;

/// <summary>An authorization webhook that answers as it is told, and remembers what it was asked.</summary>
internal sealed class ScriptedWebhook : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<(JsonNode Body, IReadOnlyDictionary<string, string> Headers)> _questions = new();

    private ScriptedWebhook()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>HTTP status of its answers.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Body of its answers; null never answers.</summary>
    public string? Body { get; set; } = """{"status":200}""";

    public string Url => _app.Urls.Single() + "/authorize?x=1";

    public int Count => _questions.Count;

    public IReadOnlyList<(JsonNode Body, IReadOnlyDictionary<string, string> Headers)> Questions => [.. _questions];

    /// <summary>Completes with the first question.</summary>
    public Task Asked => _asked.Task;

    public static async Task<ScriptedWebhook> StartAsync()
    {
        var webhook = new ScriptedWebhook();
        await webhook._app.StartAsync();
        return webhook;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var question = JsonNode.Parse(await reader.ReadToEndAsync(context.RequestAborted))!;
        _questions.Enqueue((question, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
        _asked.TrySetResult();
        if (Body is null)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        }

        context.Response.StatusCode = Status;
        await context.Response.WriteAsync(Body!, context.RequestAborted);
    }
}
