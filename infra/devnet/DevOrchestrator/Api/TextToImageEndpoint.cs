using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DevOrchestrator.Accounts;
using DevOrchestrator.Ai;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;

namespace DevOrchestrator.Api;

/// <summary>POST /text-to-image: a paid job whose result is a pattern. Source of order and texts: go-livepeer server/ai_http.go.</summary>
internal sealed class TextToImageEndpoint(Node node)
{
    /// <summary>Real orchestrators take 3 GB; no text needs more than this.</summary>
    public const long MaxBodyBytes = 64L * 1024 * 1024;

    /// <summary>Who sends this gets addresses; everybody else gets the images inline.</summary>
    private const string WorkerAuthorization = "Livepeer-AI-Worker-1.0";

    private readonly ConcurrentDictionary<string, SemaphoreSlim> _capacity = new(StringComparer.Ordinal); // one per model on offer

    public async Task HandleAsync(HttpContext context)
    {
        var incoming = IncomingPayment.Read(node, context.Request.Headers);
        if (!await node.Faults.EnterAsync(context, FaultScope.Ai))
        {
            return;
        }

        var body = await Body.ReadAsync(context.Request, MaxBodyBytes, context.RequestAborted);
        var (job, error) = body is null ? (null, "request body too large") : ImageJob.Read(body, static () => RandomNumberGenerator.GetInt32(int.MaxValue));
        var (request, refusal) = job is null
            ? (null, new Refusal(StatusCodes.Status400BadRequest, error!))
            : PaidRequest.Read(node, incoming, context.Request.Headers);
        refusal ??= await WorkAsync(context, job!, request!);
        if (refusal is not null)
        {
            node.Stats.CountRefusal($"text-to-image: {refusal.Text}");
            await refusal.WriteAsync(context);
        }
    }

    private async Task<Refusal?> WorkAsync(HttpContext context, ImageJob job, PaidRequest request)
    {
        var capability = AiPipelines.Capability(AiPipelines.TextToImage)!.Value;
        var noCapacity = new Refusal(StatusCodes.Status503ServiceUnavailable, "insufficient capacity");
        if (node.Offer.Find(capability, job.Model) is null)
        {
            return noCapacity;
        }

        var places = _capacity.GetOrAdd(job.Model, _ => new SemaphoreSlim(node.Options.AiCapacity));
        if (!await places.WaitAsync(TimeSpan.Zero, context.RequestAborted))
        {
            return noCapacity;
        }

        try
        {
            var manifest = string.Create(CultureInfo.InvariantCulture, $"{capability}_{job.Model}");
            if ((request.Credit(manifest, JobKind.Ai) ?? request.DemandCredit(manifest, JobKind.Ai)) is { } unpaid)
            {
                return unpaid;
            }

            await Task.Delay(node.Options.AiDelay, node.Options.Time, context.RequestAborted);
            if (job.Problem is { } problem)
            {
                return new Refusal(StatusCodes.Status500InternalServerError, $"text-to-image container returned 400: {problem}");
            }

            request.Debit(manifest, JobKind.Ai, job.Units);
            node.Stats.CountAiJob();
            if (!await node.Faults.BeforeAnswerAsync(context, FaultScope.Ai))
            {
                return null;
            }

            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(
                context.Response.Body, Images(job, context.Request.Headers.Authorization == WorkerAuthorization), AiJson.Default.ImagesJson, context.RequestAborted);
            return null;
        }
        finally
        {
            places.Release();
        }
    }

    private ImagesJson Images(ImageJob job, bool areAddressesWanted)
    {
        var requestId = RandomNumberGenerator.GetHexString(8, lowercase: true);
        return new ImagesJson([.. Enumerable.Range(0, job.Count).Select(index =>
        {
            var seed = unchecked(job.Seed + index);
            var png = Pattern.Draw(job.Prompt, seed, job.Width, job.Height);
            return new ImageJson(false, seed, areAddressesWanted ? Publish(requestId, png) : $"data:image/png;base64,{Convert.ToBase64String(png)}");
        })]);
    }

    private string Publish(string requestId, byte[] png)
    {
        var file = $"{RandomNumberGenerator.GetHexString(16, lowercase: true)}.png";
        node.Now.Images.Keep(requestId, file, png);
        return new Uri(node.ServiceUri, $"/stream/{requestId}/{file}").AbsoluteUri;
    }
}
