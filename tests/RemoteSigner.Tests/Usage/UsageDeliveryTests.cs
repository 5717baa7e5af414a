using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Usage;
using Livepeer.Payments.Jobs;
using Livepeer.Payments.Money;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Usage;

/// <summary>Events that cannot be delivered, and those that can.</summary>
public sealed class UsageDeliveryTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly SignerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private readonly ConcurrentQueue<JsonElement> _taken = new();
    private readonly WebApplication _receiver;
    private int _underWay;

    public UsageDeliveryTests()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _receiver = builder.Build();
        _receiver.Run(ReceiveAsync);
    }

    /// <summary>Idempotency key of the payment that is never taken.</summary>
    private string Poison { get; set; } = string.Empty;

    private IEnumerable<string?> Taken => _taken.Select(one => one.GetProperty("request_id").GetString());

    public Task InitializeAsync() => _receiver.StartAsync();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Event_ThatIsNeverTaken_KeepsNobodyElseBack()
    {
        Poison = "2";
        await using var signer = await StartAsync();
        foreach (var key in new[] { "1", "2", "3" })
        {
            await signer.PayAsync(Requests.Ai(key));
        }

        await PassAsync(() => Task.FromResult(_taken.Count >= 2));

        Assert.Equal(["1", "3"], Taken.Distinct());
        Assert.Equal(1, await signer.MetricAsync("remote_signer_usage_given_up_total"));
        Assert.Contains(signer.Logs.Errors, line => line.Contains("will not take the event", StringComparison.Ordinal) && line.Contains("status 422", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Age_OfWhatWaits_IsShown()
    {
        Poison = "1";
        await using var signer = await StartAsync();
        await signer.PayAsync(Requests.Ai("1"));

        await PassAsync(async () => await signer.MetricAsync("remote_signer_usage_oldest_seconds") > 0);
        await PassAsync(async () => await signer.MetricAsync("remote_signer_usage_oldest_seconds") == 0);
    }

    [Fact]
    public async Task Defect_InTheLoop_DoesNotStopTheSigner()
    {
        var usage = new BreakingUsage { Breaks = 2 };
        await using var signer = await StartAsync(usage);

        await PassAsync(() => Task.FromResult(usage.Reads > 3));

        await signer.PayAsync(Requests.Ai("1"));
        Assert.Contains(signer.Logs.Errors, line => line.Contains("The delivery of usage broke", StringComparison.Ordinal));
        Assert.Equal(2, await signer.MetricAsync("remote_signer_usage_failures_total"));
    }

    [Fact]
    public async Task Events_ThatTheLedgerDropped_AreCountedOnce()
    {
        var usage = new BreakingUsage { First = 8 };
        await using var signer = await StartAsync(usage);

        await PassAsync(() => Task.FromResult(usage.Acknowledged == 8));

        Assert.Equal(7, await signer.MetricAsync("remote_signer_usage_lost_total"));
        Assert.Contains(signer.Logs.Errors, line => line.Contains("7 payments were dropped", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("live", "acme/app/", "live")]
    [InlineData("lv2v", "acme/app", "live-video-to-video")]
    [InlineData("lv2v", "", "live-video-to-video")]
    [InlineData("fixed", "acme", "fixed")]
    [InlineData("", "acme/app", "")]
    public async Task Event_OfGoLivepeersApi_NamesAppAndPipelineAsItDoes(string type, string app, string pipeline)
    {
        await using var signer = await StartAsync();
        using var caller = HttpCaller.WithToken(signer, _folder.Token);
        var orchestrator = Requests.Orchestrator();
        orchestrator.PriceInfo.PixelsPerUnit = 1_000;
        var request = HttpCaller.Units(orchestrator, 1);
        request["type"] = type;
        request["app"] = app;

        Assert.Equal(200, (await caller.PayAsync(request)).Status);
        await PassAsync(() => Task.FromResult(!_taken.IsEmpty));

        Assert.True(_taken.TryPeek(out var data));
        Assert.Equal((app, pipeline), (data.GetProperty("app").GetString(), data.GetProperty("pipeline").GetString()));
    }

    private async Task<RunningSigner> StartAsync(IUsageLog? usage = null)
    {
        var signer = await RunningSigner.StartAsync(_folder, _folder.Options(("usage-webhook-url", _receiver.Urls.Single())), time: _time, usage: usage);
        signer.ErrorsExpected = true;
        return signer;
    }

    /// <summary>Lets time pass, but not while a request is under way, until something holds.</summary>
    private Task PassAsync(Func<Task<bool>> condition) => Eventually.HoldsAsync(() =>
    {
        if (Volatile.Read(ref _underWay) == 0)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        return condition();
    });

    private async Task ReceiveAsync(HttpContext context)
    {
        Interlocked.Increment(ref _underWay);
        using var document = await JsonDocument.ParseAsync(context.Request.Body);
        JsonElement[] events = [.. document.RootElement.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("data").Clone())];
        var refused = events.Any(one => one.GetProperty("request_id").GetString() == Poison);
        if (!refused)
        {
            Array.ForEach(events, _taken.Enqueue);
        }

        context.Response.StatusCode = refused ? 422 : 204;
        Interlocked.Decrement(ref _underWay);
    }

    /// <summary>A log that breaks in a way nobody thought of, or whose first events are gone.</summary>
    private sealed class BreakingUsage : IUsageLog
    {
        private static readonly UsageRecord Record = new(
            new TenantId("tenant-a"), DateTimeOffset.UnixEpoch, "key", "session", JobKind.Ai, "27", "model", "manifest", default, default, "https://orchestrator.example:8935", null, 0, 0,
            new UnitPrice(1, 1), Rational.Zero, Rational.Zero, 0, Rational.Zero, null);

        private int _breaks;
        private int _reads;
        private long _acknowledged;

        public int Breaks
        {
            init => _breaks = value;
        }

        public int Reads => Volatile.Read(ref _reads);

        /// <summary>Number of the only event; 0 for none.</summary>
        public long First { get; init; }

        public long Acknowledged => Interlocked.Read(ref _acknowledged);

        public ValueTask<IReadOnlyList<UsageDay>> ReadDaysAsync(UsageQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<StoredUsage>> ReadEventsAsync(long after, int limit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _reads);
            return Interlocked.Decrement(ref _breaks) >= 0
                ? throw new InvalidOperationException("a defect")
                : ValueTask.FromResult<IReadOnlyList<StoredUsage>>(First > after ? [new StoredUsage(First, "event", Record)] : []);
        }

        public ValueTask<long> ReadDeliveredAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Acknowledged);

        public ValueTask<long> ReadLastAsync(CancellationToken cancellationToken) => ValueTask.FromResult(First);

        public ValueTask AcknowledgeAsync(long upTo, CancellationToken cancellationToken)
        {
            Interlocked.Exchange(ref _acknowledged, upTo);
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> TryHoldDeliveryAsync(TimeSpan duration, CancellationToken cancellationToken) => ValueTask.FromResult(true);
    }
}
