using System.Security.Cryptography;
using System.Text.Json;
using DevOrchestrator.Accounts;
using DevOrchestrator.Api;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Metering;
using DevOrchestrator.Sessions;

namespace DevOrchestrator.Live;

/// <summary>
/// POST /live-video-to-video: starts a stream that is charged by the clock. Source of order and texts: go-livepeer server/ai_http.go, which charges when input
/// segments begin; here a stream costs whether or not it has input.
/// </summary>
internal sealed class LiveStartEndpoint(Node node)
{
    private const long MaxBodyBytes = 1024 * 1024;

    private static readonly Refusal NoCapacity = new(StatusCodes.Status503ServiceUnavailable, "insufficient capacity");

    public async Task HandleAsync(HttpContext context)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Live))
        {
            return;
        }

        var body = await Body.ReadAsync(context.Request, MaxBodyBytes, context.RequestAborted);
        var (session, refusal) = Start(body, incoming, context.Request.Headers);
        if (refusal is not null)
        {
            node.Stats.CountRefusal($"live-video-to-video: {refusal.Text}");
            await refusal.WriteAsync(context);
        }
        else if (await node.Faults.BeforeAnswerAsync(context, FaultScope.Live))
        {
            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.Body, Describe(session!.Id), LiveJson.Default.LiveStreamJson, context.RequestAborted);
        }
    }

    private static LiveRequestJson? Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, LiveJson.Default.LiveRequestJson);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private (PaidSession? Session, Refusal? Refusal) Start(byte[]? body, IncomingPayment incoming, IHeaderDictionary headers)
    {
        if (body is null || Read(body) is not { } job)
        {
            return (null, new Refusal(StatusCodes.Status400BadRequest, "the body is not JSON"));
        }

        if (job.ModelId is not { } model)
        {
            return (null, Refusal.Crash); // the real handler reads the missing name and dies
        }

        if (!node.HasLivePlace(model))
        {
            return (null, NoCapacity);
        }

        var (request, refusal) = PaidRequest.Read(node, incoming, headers);
        if (request is null)
        {
            return (null, refusal);
        }

        var id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var sessions = request.Incarnation.PaidSessions;
        if (sessions.Reserve(JobKind.Live, id, model, request.Sender, node.Options.AiCapacity).Session is not { } session)
        {
            return (null, NoCapacity);
        }

        // The manifest of the credentials does not count: the stream is paid under the id that it is given here.
        refusal = CheckStrictly(model, request) ?? request.Credit(id, JobKind.Live) ?? request.DemandCredit(id, JobKind.Live);
        if (refusal is not null)
        {
            sessions.End(id, "not paid");
            return (null, refusal);
        }

        request.Incarnation.LiveStreams.Open(session);
        sessions.Begin(session, request.Payment.Price is { Sign: > 0 } price && !node.Options.IsOffChain
            ? unpaid => new SessionMeter(
                node.Options.Time,
                node.Options.LivePaymentInterval,
                LiveUnits.PerSecond,
                units => request.Till.Charge(session.Sender, id, JobKind.Live, price, units),
                unpaid)
            : null);
        return (session, null);
    }

    /// <summary>The network takes any price that it ever told this sender, also that of other work.</summary>
    private Refusal? CheckStrictly(string model, PaidRequest request) =>
        node.Options.IsStrict && !node.Options.IsOffChain && request.Payment.Price != node.LivePrice(model)
            ? new Refusal(StatusCodes.Status400BadRequest, "payment price does not match the price of the model")
            : null;

    private LiveStreamJson Describe(string id) =>
        new(Url(id), Url(LiveStream.OutputName(id)), Url(LiveStream.ControlName(id)), Url(LiveStream.EventsName(id)), id);

    private string Url(string channel) => new Uri(node.ServiceUri, TrickleEndpoints.Path + channel).AbsoluteUri;
}
