using System.Text.Json;
using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Runners;

/// <summary>GET /discovery and POST /refresh-payment, which need no payment.</summary>
internal sealed class PublicEndpoints(Node node, Challenges challenges)
{
    private const string Version = "1.0.0";

    public async Task DiscoverAsync(HttpContext context)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        if (node.Options.Runners.Count == 0)
        {
            await new Refusal(StatusCodes.Status404NotFound, "live runners are not supported").WriteAsync(context);
            return;
        }

        DiscoveryJson[] list = [new(node.ServiceUri.GetLeftPart(UriPartial.Authority), [.. node.Options.Runners.Select(Describe)])];
        context.Response.ContentType = "application/json";
        await JsonSerializer.SerializeAsync(context.Response.Body, list, RunnerJson.Default.DiscoveryJsonArray, context.RequestAborted);
    }

    public async Task RefreshAsync(HttpContext context)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        var (challenge, refusal) = await ReadAsync(context) is { } request
            ? challenges.Refresh(request)
            : (null, Refusal.Json(StatusCodes.Status400BadRequest, "the body is not JSON"));
        if (refusal is not null)
        {
            node.Stats.CountRefusal($"refresh-payment: {refusal.Text}");
            await refusal.WriteAsync(context);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Runner))
        {
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, challenge!, RunnerJson.Default.ChallengeJson, context.RequestAborted);
        }
    }

    private static async Task<RefreshRequestJson?> ReadAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, RunnerJson.Default.RefreshRequestJson, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private DiscoveredRunnerJson Describe(RunnerOffer runner)
    {
        var used = node.Now.PaidSessions.Count(JobKind.Runner, runner.Name);
        return new DiscoveredRunnerJson(
            new Uri(node.ServiceUri, $"/apps/{runner.Name}/{(runner.Mode == RunnerMode.SingleShot ? "app" : "session")}").AbsoluteUri,
            runner.App,
            Version,
            RunnerNames.Of(runner.Mode),
            runner.Capacity,
            used,
            runner.Capacity - used,
            node.Options.IsOffChain ? null : new RunnerPriceJson((long)node.RunnerPrice(runner).Numerator, "wei", RunnerNames.Of(runner.Unit)));
    }
}
