using System.Text.Json;
using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using Google.Protobuf;

namespace DevOrchestrator.Runners;

/// <summary>The requests of a persistent session: reserve, pay, use, stop. Source of order and texts: go-livepeer server/ai_http.go.</summary>
internal sealed class RunnerEndpoints(Node node, Reservations reservations)
{
    private static readonly Refusal SessionNotFound = new(StatusCodes.Status404NotFound, "runner session not found");

    /// <summary>POST /apps/{runner}/session.</summary>
    public async Task ReserveAsync(HttpContext context, string runner)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        if (node.Runner(runner) is not { } offer)
        {
            await RefuseAsync(context, RunnerNotFound);
            return;
        }

        if (offer.Mode != RunnerMode.Persistent)
        {
            await RefuseAsync(context, new Refusal(StatusCodes.Status400BadRequest, "only persistent runners have sessions"));
            return;
        }

        var (session, challenge, refusal) = reservations.Open(offer, context.Request.Headers, incoming);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Runner))
        {
            await (session is null ? WriteChallengeAsync(context, challenge!) : WriteAsync(context, offer, session.Id));
        }
    }

    /// <summary>POST /apps/{runner}/session/{id}/payment.</summary>
    public async Task PayAsync(HttpContext context, string runner, string id)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Payment))
        {
            return;
        }

        var (answer, refusal) = Find(runner, id) is { } missing ? (null, missing)
            : node.Runner(runner)!.Unit == RunnerUnit.Fixed
                ? (null, new Refusal(StatusCodes.Status409Conflict, "fixed-price live runner sessions do not accept follow-up payments"))
            : Take(incoming, context.Request.Headers, id);
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Payment))
        {
            context.Response.ContentType = "application/octet-stream";
            await context.Response.Body.WriteAsync(answer!, context.RequestAborted);
        }
    }

    /// <summary>POST /apps/{runner}/session/{id}/stop: 204, also when the session is gone.</summary>
    public async Task StopAsync(HttpContext context, string runner, string id)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        if (node.Runner(runner) is null)
        {
            await RefuseAsync(context, RunnerNotFound);
            return;
        }

        if (Find(runner, id) is null)
        {
            node.Now.PaidSessions.End(id, "stopped by the client");
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>/apps/{runner}/session/{id}/app/…: the application, which echoes.</summary>
    public async Task UseAsync(HttpContext context, string runner, string id, string path)
    {
        if (!await node.Faults.EnterAsync(context, FaultScope.Runner))
        {
            return;
        }

        await (Find(runner, id) is { } missing ? RefuseAsync(context, missing) : EchoApp.AnswerAsync(context, runner, id, path, context.RequestAborted));
    }

    internal static Refusal RunnerNotFound { get; } = new(StatusCodes.Status404NotFound, "runner not found");

    internal static Task WriteChallengeAsync(HttpContext context, ChallengeJson challenge)
    {
        context.Response.StatusCode = StatusCodes.Status402PaymentRequired;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, challenge, RunnerJson.Default.ChallengeJson, context.RequestAborted);
    }

    private Task WriteAsync(HttpContext context, RunnerOffer runner, string id)
    {
        var control = new Uri(node.ServiceUri, $"/apps/{runner.Name}/session/{id}").AbsoluteUri;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(
            context.Response.Body, new SessionJson(id, $"{control}/app", control), RunnerJson.Default.SessionJson, context.RequestAborted);
    }

    private (byte[]? Answer, Refusal? Refusal) Take(IncomingPayment incoming, IHeaderDictionary headers, string id)
    {
        var (request, refusal) = PaidRequest.Read(node, incoming, headers);
        if (request is null)
        {
            return (null, refusal);
        }

        if (request.Data.ManifestId.ToStringUtf8() != id)
        {
            return (null, new Refusal(StatusCodes.Status403Forbidden, "mismatched session and payment manifest"));
        }

        var (result, unpaid) = BarePayment.Take(node, request, id, JobKind.Runner);
        return (result?.ToByteArray(), unpaid);
    }

    /// <summary>Null when this runner has this session.</summary>
    private Refusal? Find(string runner, string id) =>
        node.Runner(runner) is null ? RunnerNotFound
        : node.Now.PaidSessions.Find(JobKind.Runner, id) is { } session && session.Name == runner ? null
        : SessionNotFound;

    private Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        node.Stats.CountRefusal($"runner: {refusal.Text}");
        return refusal.WriteAsync(context);
    }
}
