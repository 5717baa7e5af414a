using GatewayLite.Pipelines.Status;
using Grpc.Core;
using Livepeer.Payments.Desk;
using Microsoft.Extensions.Logging;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Delivers reports that found no payment to ride in; one loop, ended and awaited by disposal, which makes a last delivery.</summary>
internal sealed partial class SettlementDelivery : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestPause = TimeSpan.FromSeconds(2);

    private readonly SettlementQueue _queue;
    private readonly Func<Api.ReportOutcomeRequest, CancellationToken, Task<Api.ReportOutcomeResponse>> _call;
    private readonly RemotePayerOptions _options;
    private readonly PipelineMeter _meter;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly RetryPace _pace;
    private readonly Task _loop;

    public SettlementDelivery(
        Func<Api.ReportOutcomeRequest, CancellationToken, Task<Api.ReportOutcomeResponse>> call,
        RemotePayerOptions options,
        PipelineMeter meter,
        TimeProvider time,
        Random random,
        ILogger logger)
    {
        _call = call;
        _options = options;
        _meter = meter;
        _time = time;
        _logger = logger;
        _queue = new SettlementQueue(options.MaxPendingReports, time);
        _pace = new RetryPace(FirstPause, SlowestPause, random);
        _loop = RunAsync();
    }

    /// <summary>Reports that the signer does not have yet.</summary>
    public int Pending => _queue.Count;

    public void Add(string sessionId, Settlement settlement) => Dropped(_queue.Add(sessionId, settlement));

    public IReadOnlyList<SettlementQueue.Entry> TakeOf(string sessionId) => _queue.TakeOf(sessionId);

    public void Return(IReadOnlyList<SettlementQueue.Entry> entries) => Dropped(_queue.Return(entries));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        using var deadline = new CancellationTokenSource(_options.CallTimeout, _time);
        while (_queue.TakeOlderThan(TimeSpan.Zero) is { Count: > 0 } last && await DeliverAsync(last, deadline.Token))
        {
        }

        if (_queue.Count > 0)
        {
            LogLeft(_logger, _queue.Count);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                while (_queue.TakeOlderThan(_options.ReportDelay) is { Count: > 0 } due)
                {
                    if (await DeliverAsync(due, _stop.Token))
                    {
                        _pace.Reset();
                        continue;
                    }

                    await Task.Delay(_pace.Next(), _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Disposal delivers what is left.
        }
    }

    /// <returns>Whether the signer has them, or never will.</returns>
    private async Task<bool> DeliverAsync(IReadOnlyList<SettlementQueue.Entry> entries, CancellationToken cancellationToken)
    {
        var request = new Api.ReportOutcomeRequest();
        request.Settlements.AddRange(entries.Select(static entry => SignerMessages.Settlement(entry.Settlement)));
        try
        {
            _ = await _call(request, cancellationToken);
            return true;
        }
        catch (RpcException failure) when (SignerRefusals.Read(failure) is { Kind: PayerRefusalKind.Malformed } refusal)
        {
            // Repeating it would block everything behind it for ever.
            LogRefused(_logger, entries.Count, refusal.Code);
            return true;
        }
        catch (Exception failure) when (failure is RpcException or OperationCanceledException)
        {
            Return(entries);
            return false;
        }
    }

    private void Dropped(int count)
    {
        if (count > 0)
        {
            _meter.Count(new PipelineEvent.SettlementsDropped(count));
        }
    }

    [LoggerMessage(3201, LogLevel.Error, "The signer refused {Count} reports on payments ({Code}); they are dropped.")]
    private static partial void LogRefused(ILogger logger, int count, string code);

    [LoggerMessage(3202, LogLevel.Warning, "{Count} reports on payments were not delivered before the end; the signer writes that credit off in time.")]
    private static partial void LogLeft(ILogger logger, int count);
}
