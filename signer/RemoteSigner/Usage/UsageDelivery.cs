using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Usage;

namespace RemoteSigner.Usage;

/// <summary>
/// Brings every payment to the usage webhook at least once and in order: what was not taken with a status of 2xx is sent again, also after a restart.
/// Receivers drop repetitions by the id of an event. Of several signers
/// on one ledger one delivers at a time.
/// </summary>
internal sealed partial class UsageDelivery(UsageWebhook webhook, IUsageLog usage, PaymentDesk desk, TimeProvider time, ILogger<UsageDelivery> log) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // Longer than a delivery may take, so that another signer on the same ledger takes over only from one that is gone.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private long _delivered;
    private long _failures;
    private bool _isWaiting;

    /// <summary>Events taken since the program started.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Attempts that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (webhook.Url is null)
        {
            return;
        }

        using var http = UsageWebhook.CreateClient();
        var pause = Pause;
        while (!stoppingToken.IsCancellationRequested)
        {
            var outcome = await DeliverAsync(http, stoppingToken);
            Volatile.Write(ref _isWaiting, outcome == Outcome.Failed);
            pause = outcome == Outcome.Failed ? TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)) : Pause;
            if (outcome != Outcome.Delivered)
            {
                await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<Outcome> DeliverAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            if (!await usage.TryHoldDeliveryAsync(Lease, cancellationToken))
            {
                return Outcome.Nothing;
            }

            var after = await usage.ReadDeliveredAsync(cancellationToken);
            var events = await usage.ReadEventsAsync(after, BatchSize, cancellationToken);
            if (events.Count == 0)
            {
                return Outcome.Nothing;
            }

            var batch = new UsageBatchJson([.. events.Select(one => UsageEvents.Of(one, desk.Sender.ToString()))]);
            using var limit = new CancellationTokenSource(Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = JsonContent.Create(batch, UsageJsonContext.Default.UsageBatchJson) };
            webhook.AddHeaders(request);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return Failed($"it answered with status {(int)response.StatusCode}");
            }

            await usage.AcknowledgeAsync(events[^1].Number, cancellationToken);
            Interlocked.Add(ref _delivered, events.Count);
            return Outcome.Delivered;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed($"it did not answer within {Deadline.TotalSeconds:0} s");
        }
        catch (OperationCanceledException)
        {
            return Outcome.Nothing;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or LedgerUnavailableException)
        {
            return Failed(failure.Message);
        }
    }

    private Outcome Failed(string reason)
    {
        // The first of a series, and then one in sixteen: a webhook may be down for hours.
        if (Interlocked.Increment(ref _failures) % 16 == 1)
        {
            Log.NotDelivered(log, reason);
        }

        return Outcome.Failed;
    }

    private enum Outcome
    {
        Nothing,
        Delivered,
        Failed,
    }

    private static partial class Log
    {
        [LoggerMessage(2040, LogLevel.Warning, "Usage could not be delivered to its webhook and is kept to be sent again: {Reason}")]
        public static partial void NotDelivered(ILogger logger, string reason);
    }
}
