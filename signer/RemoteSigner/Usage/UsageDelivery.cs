using System.Globalization;
using System.Net;
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
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    // Longer than a delivery may take, so that another signer on the same ledger takes over only from one that is gone.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    // Of the loop alone.
    private readonly DeliveryPace _pace = new();
    private long _countedUpTo;

    // Written by the loop, read by whoever scrapes.
    private long _delivered;
    private long _failures;
    private long _lost;
    private long _givenUp;
    private long _oldestUtcTicks;
    private bool _isWaiting;

    /// <summary>Events taken since the program started.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Attempts that failed.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Events that the ledger dropped, by their age or number, before they were taken.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Events that the webhook refused by themselves until no more was tried.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>When the oldest payment was made that is not taken yet; null when all are.</summary>
    public DateTimeOffset? Oldest => Interlocked.Read(ref _oldestUtcTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Whether the last attempt failed.</summary>
    public bool IsWaiting => Volatile.Read(ref _isWaiting);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (webhook.Url is null)
        {
            return;
        }

        using var http = UsageWebhook.CreateClient();
        while (!stoppingToken.IsCancellationRequested)
        {
            var outcome = await DeliverAsync(http, stoppingToken);
            Volatile.Write(ref _isWaiting, outcome == Outcome.Failed);
            if (outcome != Outcome.GoesOn)
            {
                await Task.Delay(_pace.Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            var events = await usage.ReadEventsAsync(after, _pace.Size, cancellationToken);
            Interlocked.Exchange(ref _oldestUtcTicks, events.Count == 0 ? 0 : events[0].Record.At.UtcTicks);
            if (events.Count == 0)
            {
                return Outcome.Nothing;
            }

            CountLost(after, events[0].Number);

            var batch = new UsageBatchJson([.. events.Select(one => UsageEvents.Of(one, desk.Sender.ToString()))]);
            using var limit = new CancellationTokenSource(Deadline, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url) { Content = JsonContent.Create(batch, UsageJsonContext.Default.UsageBatchJson) };
            webhook.AddHeaders(request);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                var reason = string.Create(CultureInfo.InvariantCulture, $"it answered with status {(int)response.StatusCode}");
                return IsAboutTheEvents(response.StatusCode) ? await RefusedAsync(events, reason, cancellationToken) : Failed(reason);
            }

            await usage.AcknowledgeAsync(events[^1].Number, cancellationToken);
            Interlocked.Add(ref _delivered, events.Count);
            _pace.Taken();
            return Outcome.GoesOn;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return Outcome.Nothing;
        }
        catch (OperationCanceledException)
        {
            return Failed($"it did not answer within {Deadline.TotalSeconds:0} s");
        }
        catch (Exception failure)
        {
            // The edge of the loop: billing that is late is better than a signer that stops.
            if (failure is not (HttpRequestException or IOException or LedgerUnavailableException))
            {
                Log.Broken(log, failure);
            }

            return Failed(failure.Message);
        }
    }

    // 401, 403, 404, 429 and the like are about us, or about now: then every event has to wait.
    private static bool IsAboutTheEvents(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    /// <summary>One event that cannot be taken must not keep all others back: it is found by halving, tried for a while, and then named in the log alone.</summary>
    private async Task<Outcome> RefusedAsync(IReadOnlyList<StoredUsage> events, string reason, CancellationToken cancellationToken)
    {
        switch (_pace.Refused(events.Count))
        {
            case RefusedBatch.Halve:
                return Outcome.GoesOn;
            case RefusedBatch.TryAgain:
                return Told(reason);
            default:
                Log.GivenUp(log, events[0].EventId, events[0].Record.Tenant, reason, DeliveryPace.MostTries);
                Interlocked.Increment(ref _failures);
                await usage.AcknowledgeAsync(events[0].Number, cancellationToken);
                Interlocked.Increment(ref _givenUp);
                return Outcome.GoesOn;
        }
    }

    private void CountLost(long after, long first)
    {
        var missing = first - 1 - Math.Max(after, _countedUpTo);
        _countedUpTo = Math.Max(_countedUpTo, first - 1);
        if (missing > 0)
        {
            Interlocked.Add(ref _lost, missing);
            Log.Lost(log, missing);
        }
    }

    private Outcome Failed(string reason)
    {
        _pace.Failed();
        return Told(reason);
    }

    private Outcome Told(string reason)
    {
        Interlocked.Increment(ref _failures);
        if (_pace.IsWorthSaying)
        {
            Log.NotDelivered(log, reason);
        }

        return Outcome.Failed;
    }

    private enum Outcome
    {
        Nothing,
        GoesOn,
        Failed,
    }

    private static partial class Log
    {
        [LoggerMessage(2040, LogLevel.Warning, "Usage could not be delivered to its webhook and is kept to be sent again: {Reason}")]
        public static partial void NotDelivered(ILogger logger, string reason);

        [LoggerMessage(2041, LogLevel.Error, "The usage webhook will not take the event {Event} of the tenant {Tenant}: {Reason}, {Tries} times. It is not sent again; 'remote-signer usage' has it in its sums.")]
        public static partial void GivenUp(ILogger logger, string @event, TenantId tenant, string reason, int tries);

        [LoggerMessage(2042, LogLevel.Error, "{Count} payments were dropped before the usage webhook took them: they were too old or too many to be kept. 'remote-signer usage' has them in its sums.")]
        public static partial void Lost(ILogger logger, long count);

        [LoggerMessage(2043, LogLevel.Error, "The delivery of usage broke: a defect of the signer. It goes on.")]
        public static partial void Broken(ILogger logger, Exception failure);
    }
}
