using System.Net;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Sources;

public sealed class WebhookOrchestratorSourceTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(Some.Now);
    private ScriptedOrchestrator _server = null!;
    private RequestDelegate _answer = _ => Task.CompletedTask;
    private string? _query;

    public async Task InitializeAsync() =>
        _server = await ScriptedOrchestrator.StartAsync(_time, tls: false, http1: true, map: app => app.MapGet("/list", context =>
        {
            _query = context.Request.QueryString.Value;
            return _answer(context);
        }));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task List_OfAWebhookInside_IsVouchedFor()
    {
        _answer = context => context.Response.WriteAsync("""[{"address":"https://a.example:8935/","score":1},{"address":"b.example"},{"address":"ftp://c"},{"address":"https://u:p@d"}]""");
        using var source = Source();

        var list = await source.ListAsync(CancellationToken.None).SoonAsync();

        Assert.Equal([(new Uri("https://a.example:8935"), true), (new Uri("https://b.example:8935"), true)], list.Select(orchestrator => (orchestrator.Uri, orchestrator.Configured)));
        Assert.Equal("?key=1", _query);
    }

    [Theory]
    [InlineData(500, "[]", "status 500")]
    [InlineData(301, "[]", "status 301")]
    [InlineData(200, "{}", "no JSON array")]
    [InlineData(200, "", "no JSON array")]
    public async Task WrongAnswer_IsNoList(int status, string body, string reason)
    {
        _answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/";
            return context.Response.WriteAsync(body);
        };
        using var source = Source();

        var failure = await Assert.ThrowsAsync<OrchestratorListException>(() => source.ListAsync(CancellationToken.None).SoonAsync());

        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessAnswer_IsNotReadToItsEnd()
    {
        _answer = async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string(' ', 100_000), context.RequestAborted);
            }
        };
        using var source = Source();

        var failure = await Assert.ThrowsAsync<OrchestratorListException>(() => source.ListAsync(CancellationToken.None).SoonAsync());

        Assert.Contains("larger than", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentWebhook_IsGivenUpAtTheDeadline()
    {
        var asked = new TaskCompletionSource();
        _answer = async context =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        };
        using var source = Source();
        var reading = source.ListAsync(CancellationToken.None);
        await asked.Task;

        _time.Advance(WebhookOrchestratorSource.Deadline);

        Assert.Contains("within 3 s", (await Assert.ThrowsAsync<OrchestratorListException>(() => reading.SoonAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyListening_IsNoList()
    {
        using var source = new WebhookOrchestratorSource(new Uri($"http://{IPAddress.Loopback}:1/list"), _time);

        await Assert.ThrowsAsync<OrchestratorListException>(() => source.ListAsync(CancellationToken.None).SoonAsync());
    }

    private WebhookOrchestratorSource Source() => new(new Uri(_server.Listed.Uri, "/list?key=1"), _time);
}
