using Conformance.Running;
using Conformance.Signer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Conformance.Tests;

/// <summary>The suite itself: what is no signer does not pass.</summary>
public sealed class BrokenSignerTests
{
    [Theory]
    [InlineData(404, "")]
    [InlineData(200, "{}")]
    [InlineData(500, "{\"error\":{\"message\":\"Internal Server Error\"}}\n")]
    [InlineData(400, "{\"error\":{\"message\":\"no\"}}\n")]
    public async Task Server_WithOneAnswerForEverything_PassesAlmostNothing(int status, string body)
    {
        await using var server = await AnsweringAsync(status, body);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(server.Urls.Single()) };
        var trial = new Trial(new SignerClient(http), new TrialSettings { L1Block = 21_000_000 }, TimeProvider.System, static (_, _) => Task.CompletedTask);
        var passed = new List<string>();
        foreach (var behaviour in Suite.All)
        {
            if ((await Suite.TryAsync(behaviour, trial, CancellationToken.None)).Outcome == Outcome.Passed)
            {
                passed.Add(behaviour.Name);
            }
        }

        // A server that refuses everything does refuse what has to be refused; it cannot know the texts.
        Assert.True(passed.Count <= 6, string.Join(Environment.NewLine, passed));
    }

    private static async Task<WebApplication> AnsweringAsync(int status, string body)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body, context.RequestAborted);
        });
        await app.StartAsync();
        return app;
    }
}
