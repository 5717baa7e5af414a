using System.Globalization;
using System.Text;
using Livepeer.Payments.Desk;
using Livepeer.Wire.Headers;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Admission;
using RemoteSigner.Configuration;
using RemoteSigner.Metrics;

namespace RemoteSigner.Api.Http;

/// <summary>What the HTTP listener serves: go-livepeer's signer API, and our signature of BYOC jobs.</summary>
internal sealed partial class HttpApi(
    SignOrchestratorInfo identity, GenerateLivePayment payments, DiscoverOrchestrators discovery, SignByocJob byocJobs, SignerMetrics metrics, HttpApiMetrics counts, CallAdmission admission, ILogger<HttpApi> log)
{
    // Go's router takes HEAD wherever it takes GET.
    private static readonly string[] Posts = [HttpMethods.Post];
    private static readonly string[] Gets = [HttpMethods.Get, HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.ServiceProvider.GetRequiredService<HttpApi>();
        routes.Map(SignerPaths.Health, static context => Task.CompletedTask);
        api.Map(routes, Posts, SignerPaths.SignOrchestratorInfo, api.SignIdentityAsync);
        api.Map(routes, Posts, SignerPaths.GenerateLivePayment, api.PayAsync);
        if (routes.ServiceProvider.GetRequiredService<SignerOptions>().ServesDiscovery)
        {
            api.Map(routes, Gets, SignerPaths.DiscoverOrchestrators, api.DiscoverAsync);
        }

        api.Map(routes, Posts, SignerPaths.SignByocJob, api.SignByocAsync);
    }

    private void Map(IEndpointRouteBuilder routes, string[] methods, string path, Func<HttpContext, ValueTask<HttpReply>> answerAsync)
    {
        var count = counts.Of(path);
        routes.Map(path, context => methods.Contains(context.Request.Method) ? ServeAsync(context, path, answerAsync, count) : WrongMethodAsync(context, methods));
    }

    private ValueTask<HttpReply> SignIdentityAsync(HttpContext context) => identity.AnswerAsync(context);

    private ValueTask<HttpReply> PayAsync(HttpContext context) => payments.AnswerAsync(context);

    private ValueTask<HttpReply> DiscoverAsync(HttpContext context) => discovery.AnswerAsync(context);

    private ValueTask<HttpReply> SignByocAsync(HttpContext context) => byocJobs.AnswerAsync(context);

    private async Task ServeAsync(HttpContext context, string path, Func<HttpContext, ValueTask<HttpReply>> answerAsync, HttpApiMetrics.Route count)
    {
        var reply = await AnswerAsync(context, path, answerAsync);
        count.Answered(reply.Status);
        Note(path, reply);
        await SendAsync(context.Response, reply, context.RequestAborted);
    }

    /// <summary>The edge of the program: whatever goes wrong inside is told as nothing, and logged whole.</summary>
    private async ValueTask<HttpReply> AnswerAsync(HttpContext context, string path, Func<HttpContext, ValueTask<HttpReply>> answerAsync)
    {
        // The place is given back before the answer is sent: whoever has the answer may call again.
        using var call = new AdmittedCall(admission);
        context.Features.Set(call);
        try
        {
            return await answerAsync(context);
        }
        catch (BadHttpRequestException unreadable)
        {
            return HttpReply.Invalid(unreadable.Message);
        }
        catch (Exception failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            Log.Broken(log, path, failure);
            return HttpReply.Error(RefusalKind.Unknown, failure.Message);
        }
    }

    private void Note(string path, HttpReply reply)
    {
        if (reply.Refusal is not { } refusal)
        {
            return;
        }

        metrics.Refused(refusal.Kind);
        // Of an outage the log tells once; under load this would be a line for every payment.
        var isOutage = refusal.Kind is RefusalKind.LedgerUnavailable or RefusalKind.AuditUnavailable or RefusalKind.CustodyUnavailable;
        if (reply.Status >= StatusCodes.Status500InternalServerError && !isOutage)
        {
            Log.Failed(log, path, reply.Status, refusal.Kind, refusal.Message);
        }
        else
        {
            Log.Refused(log, path, reply.Status, refusal.Kind, refusal.Message);
        }
    }

    private static Task SendAsync(HttpResponse response, HttpReply reply, CancellationToken cancellationToken)
    {
        response.StatusCode = reply.Status;
        if (reply.OrchestratorUrl is { } url && Ascii.IsValid(url))
        {
            response.Headers[LivepeerHeaders.OrchestratorUrl] = url;
        }

        if (reply.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        // A webhook may choose a status that has no body.
        if (reply.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
        {
            return Task.CompletedTask;
        }

        response.ContentType = "application/json";
        response.ContentLength = reply.Body.Length;
        return HttpMethods.IsHead(response.HttpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(reply.Body, cancellationToken).AsTask();
    }

    private static Task WrongMethodAsync(HttpContext context, string[] methods)
    {
        var body = "Method Not Allowed\n"u8.ToArray();
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", methods);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static partial class Log
    {
        [LoggerMessage(2060, LogLevel.Debug, "{Path} was answered with {Status}, {Kind}: {Reason}")]
        public static partial void Refused(ILogger logger, string path, int status, RefusalKind kind, string reason);

        [LoggerMessage(2062, LogLevel.Error, "{Path} broke: a defect of the signer.")]
        public static partial void Broken(ILogger logger, string path, Exception failure);

        [LoggerMessage(2061, LogLevel.Warning, "{Path} was answered with {Status}, {Kind}; the caller is not told why: {Reason}")]
        public static partial void Failed(ILogger logger, string path, int status, RefusalKind kind, string reason);
    }
}
