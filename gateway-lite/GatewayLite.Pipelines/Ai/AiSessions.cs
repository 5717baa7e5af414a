using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Downloads;
using Livepeer.Orchestrators.Leases;
using Livepeer.Payments.Money;
using Livepeer.Wire.Ai;
using Livepeer.Wire.Matching;
using Microsoft.Extensions.Logging;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Runs batch AI requests with limits, queue and HTTP connections of their own, so that no flood of them reaches video. Thread-safe.</summary>
public sealed partial class AiSessions : IDisposable
{
    private const string Pipeline = "text-to-image";

    private const int MaxRequestIdCharacters = 64;

    /// <summary>No model answers within this time; timers may also end an attempt a moment before the budget is over.</summary>
    private static readonly TimeSpan LeastAttempt = TimeSpan.FromMilliseconds(100);

    private static readonly SearchValues<char> RequestIdCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly AiOptions _options;
    private readonly OrchestratorNetwork _network;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrchestratorHttp _http;
    private readonly AiAdmission _admission;
    private readonly AiTally _tally;
    private readonly AiDispatch _dispatch;
    private readonly AiImages _images;

    /// <summary>Requests over the network.</summary>
    /// <param name="options">Limits and budgets.</param>
    /// <param name="network">Orchestrators; shared with other pipelines and not disposed here.</param>
    /// <param name="payer">Pays; shared and not disposed here.</param>
    /// <param name="meter">Counts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">Logs.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public AiSessions(AiOptions options, OrchestratorNetwork network, IPayer payer, PipelineMeter meter, TimeProvider time, ILoggerFactory loggers)
    {
        OptionRules.Demand(options);
        _options = options;
        _network = network;
        _time = time;
        _logger = loggers.CreateLogger<AiSessions>();
        _http = new OrchestratorHttp(network.Access);
        _admission = new AiAdmission(options.MaxConcurrent, options.MaxWaiting);
        _tally = new AiTally(_admission, meter, time);
        var finder = new LeaseFinder(network.Directory, new OrchestratorLeases(network.Client, endsSessions: false, time), payer, time);
        _dispatch = new AiDispatch(options, finder, new AiAttemptRun(options, payer, _http, _tally, time, _logger), payer.SpendsMoney, time);
        _images = new AiImages(options, new RenditionDownloads(_http, time), _tally, time);
        network.Directory.Forgotten += _http.Forget;
    }

    /// <summary>Counts at this moment.</summary>
    public AiStatus Status => _tally.Snapshot();

    /// <summary>Runs one request to its end: reads the body, checks it, pays, sends, fetches results. Expected failures are values.</summary>
    /// <param name="request">As it came in.</param>
    /// <param name="cancellationToken">The client went away.</param>
    /// <exception cref="ArgumentException">The request id is not one: it becomes part of paths and of payments.</exception>
    public async Task<AiResult> RunAsync(AiRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.RequestId.Length is 0 or > MaxRequestIdCharacters || request.RequestId.AsSpan().ContainsAnyExcept(RequestIdCharacters))
        {
            throw new ArgumentException("A request id has 1 to 64 characters of [A-Za-z0-9._-].", nameof(request));
        }

        using var visit = _admission.Arrive();
        if (visit is null)
        {
            _tally.TurnedAway(Pipeline);
            return Failed(request, [], new AiFailure(AiFailureKind.Busy, "too_many_requests", "Too many requests are running and waiting; try again in a few seconds."));
        }

        try
        {
            var (body, fault) = await ReadAsync(request, cancellationToken);
            return fault is not null
                ? Failed(request, [], fault)
                : TextToImageRules.Plan(body.Span, _options.TextToImageModel) switch
                {
                    AiJobPlan.Ready ready => await RunAsync(visit, request, ready, cancellationToken),
                    AiJobPlan.Wrong wrong => Failed(request, [], new AiFailure(AiFailureKind.BadRequest, wrong.Code, wrong.Message)),
                    _ => throw new InvalidOperationException("A plan is ready or wrong."),
                };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Failed(request, [], Gone);
        }
    }

    /// <summary>Says for each orchestrator whether a text-to-image job for this model could go there, how likely, or why not.</summary>
    public IReadOnlyList<Candidate> Explain(string modelId) =>
        _network.Directory.Explain(_dispatch.Demand((uint)Capability.TextToImage, modelId, JobCapabilities.ForAi(Capability.TextToImage, modelId)));

    /// <summary>Closes the connections. The owner has seen to it that no request runs any more.</summary>
    public void Dispose()
    {
        _network.Directory.Forgotten -= _http.Forget;
        _http.Dispose();
        _admission.Dispose();
    }

    private static AiFailure Gone { get; } = new(AiFailureKind.Cancelled, "cancelled", "The client went away.");

    private async Task<(ReadOnlyMemory<byte> Body, AiFailure? Fault)> ReadAsync(AiRequest request, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(_options.UploadTimeout, _time, cancellationToken);
        try
        {
            return await BoundedBody.ReadAsync(request.Body, request.ContentLength, _options.MaxRequestBytes, limit.Token) is { } body
                ? (body, null)
                : (default, new AiFailure(AiFailureKind.TooLarge, "body_too_large", FormattableString.Invariant($"The body has more than {_options.MaxRequestBytes} bytes.")));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return (default, new AiFailure(
                AiFailureKind.BadRequest, "upload_timeout", FormattableString.Invariant($"The body did not arrive within {_options.UploadTimeout.TotalSeconds} s.")));
        }
        catch (IOException)
        {
            return (default, Gone);
        }
    }

    private async Task<AiResult> RunAsync(AiAdmission.Visit visit, AiRequest request, AiJobPlan.Ready plan, CancellationToken cancellationToken)
    {
        _tally.Started(Pipeline, plan.Job.ModelId);
        var budget = new AttemptBudget(_options.OverallTimeout, _options.MaxAttempts, LeastAttempt, _time);
        AiResult result = Failed(request, [], new AiFailure(AiFailureKind.Internal, "internal", "The request met a defect of the gateway."));
        var fee = Rational.Zero;
        try
        {
            (result, fee) = await RunAsync(visit, request, plan, budget, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result = Failed(request, [], Gone);
        }
#pragma warning disable CA1031 // A defect in one request is answered and logged; the others go on.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogDefect(_logger, request.RequestId, defect);
        }

        _tally.Ended(new PipelineEvent.AiEnded(
            Pipeline, plan.Job.ModelId, (result as AiResult.Failed)?.Kind, budget.Elapsed, result.Attempts.Length, plan.Job.Units, result is AiResult.Succeeded ? fee : Rational.Zero));
        return result;
    }

    private async Task<(AiResult Result, Rational Fee)> RunAsync(
        AiAdmission.Visit visit, AiRequest request, AiJobPlan.Ready plan, AttemptBudget budget, CancellationToken cancellationToken)
    {
        using (var limit = new TimeLimit(budget.Left, _time, cancellationToken))
        {
            try
            {
                await visit.EnterAsync(limit.Token);
            }
            catch (OperationCanceledException) when (limit.IsOver)
            {
                return (Failed(request, [], new AiFailure(AiFailureKind.Timeout, "timeout", "The request waited for a place until its time was over.")), Rational.Zero);
            }
        }

        var work = await _dispatch.RunAsync(plan, request.RequestId, budget, cancellationToken);
        if (work is not AiWork.Done done)
        {
            return (Failed(request, work.Attempts, ((AiWork.Failed)work).Failure), Rational.Zero);
        }

        await using (done.Held.Lease)
        {
            var (response, media, fault) = await _images.ConvertAsync(done, request.RequestId, cancellationToken);
            return response is null
                ? (Failed(request, done.Attempts, new AiFailure(AiFailureKind.ResultUnavailable, "result_unavailable", "The job was done and paid. " + fault)), done.Fee)
                : (new AiResult.Succeeded(request.RequestId, done.Attempts, JsonSerializer.SerializeToUtf8Bytes(response, AiJsonContext.Default.ImageResponseJson), media), done.Fee);
        }
    }

    private static AiResult.Failed Failed(AiRequest request, ImmutableArray<AiAttempt> attempts, AiFailure failure) => new(request.RequestId, attempts, failure.Kind, failure.Code, failure.Message);

    [LoggerMessage(3311, LogLevel.Error, "AI request {RequestId} met a defect.")]
    private static partial void LogDefect(ILogger logger, string requestId, Exception defect);
}
