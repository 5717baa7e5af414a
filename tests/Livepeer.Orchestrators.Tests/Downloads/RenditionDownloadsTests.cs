using System.Buffers;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Downloads;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Downloads;

public sealed class RenditionDownloadsTests : IAsyncLifetime, IDisposable
{
    private static readonly byte[] Rendition = [.. Enumerable.Range(0, 100_000).Select(value => (byte)(value % 251))];

    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly OrchestratorClient _client;
    private readonly ArrayBufferWriter<byte> _destination = new();
    private ScriptedOrchestrator _orchestrator = null!;
    private OrchestratorLease _lease = null!;

    public RenditionDownloadsTests() => _client = new OrchestratorClient(new UnpaidIdentity(), Some.Access, _time);

    public async Task InitializeAsync()
    {
        _orchestrator = await ScriptedOrchestrator.StartAsync(_time, map: app =>
        {
            app.MapGet("/stream/1.ts", () => Results.Bytes(Rendition));
            app.MapGet("/chunked", async (HttpContext context) => await context.Response.Body.WriteAsync(Rendition));
            app.MapGet("/redirect", () => Results.Redirect("/stream/1.ts"));
            app.MapGet("/stall", async (HttpContext context) =>
            {
                await context.Response.Body.WriteAsync(Rendition.AsMemory(0, 10), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                _stalled.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            });
        });
        _lease = Assert.IsType<LeaseResult.Granted>(
            await new OrchestratorLeases(_client, endsSessions: false, _time).TakeAsync(_orchestrator.Listed, Some.Terms, CancellationToken.None)).Lease;
    }

    public void Dispose() => _client.Dispose();

    public async Task DisposeAsync()
    {
        await _lease.DisposeAsync();
        await _orchestrator.DisposeAsync();
    }

    [Fact]
    public async Task Rendition_Fetched_IsComplete()
    {
        Assert.Equal(new DownloadResult(DownloadKind.Done, Rendition.Length, ""), await FetchAsync(Url("/stream/1.ts")));
        Assert.Equal(Rendition, _destination.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task Redirect_Fetched_IsNotFollowed() => Assert.Equal(new DownloadResult(DownloadKind.BadStatus, 0, "status 302"), await FetchAsync(Url("/redirect")));

    [Fact]
    public async Task MissingRendition_Fetched_IsABadStatus() => Assert.Equal(DownloadKind.BadStatus, (await FetchAsync(Url("/none"))).Kind);

    [Theory]
    [InlineData("/stream/1.ts")]
    [InlineData("/chunked")]
    public async Task LargerThanExpected_Fetched_IsCut(string path)
    {
        Assert.Equal(DownloadKind.TooLarge, (await FetchAsync(Url(path), maxBytes: Rendition.Length - 1)).Kind);
        Assert.True(_destination.WrittenCount < Rendition.Length);
    }

    [Fact]
    public async Task StalledBody_Fetched_TimesOut()
    {
        var fetching = FetchAsync(Url("/stall"));
        await _stalled.Task;
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(DownloadKind.TimedOut, (await fetching.SoonAsync()).Kind);
    }

    [Fact]
    public async Task Caller_GivesUp_IsCancelled()
    {
        using var giveUp = new CancellationTokenSource();
        using var http = new OrchestratorHttp(Some.Access);
        var fetching = new RenditionDownloads(http, _time)
            .FetchAsync(_lease, _lease.Current, Url("/stall"), 1_000_000, TimeSpan.FromSeconds(4), _destination, giveUp.Token);
        await _stalled.Task;
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.SoonAsync());
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1/")]
    [InlineData("//127.0.0.1/x")]
    [InlineData("/stream/1.ts")]
    [InlineData("not a url")]
    [InlineData("https://user:secret@127.0.0.1/x")]
    [InlineData("https://a℀b.example:8935/x")]
    public async Task OddUrl_Fetched_IsRefused(string url) => Assert.Equal(DownloadKind.UnusableUrl, (await FetchAsync(url)).Kind);

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://elsewhere.example/1.ts")]
    [InlineData("http://localhost/x")]
    [InlineData("http://127.0.0.2/x")]
    [InlineData("http://[::1]/x")]
    public async Task ForeignHost_Fetched_IsRefused(string url) => Assert.Equal(DownloadKind.ForeignHost, (await FetchAsync(url)).Kind);

    /// <summary>The number of the host in other clothes is the same host to an operating system, but not the one the orchestrator is known by.</summary>
    [Theory]
    [InlineData("http://0x7f.1:{0}/stream/1.ts")]
    [InlineData("http://2130706433:{0}/stream/1.ts")]
    public async Task OddlyWrittenAddress_Fetched_CountsAsWhatItIs(string url)
    {
        var uri = string.Format(System.Globalization.CultureInfo.InvariantCulture, url, _orchestrator.Listed.Uri.Port);

        // These are the orchestrator's own address, so the host check passes; plain HTTP does not get past its TLS port.
        Assert.NotEqual(DownloadKind.Done, (await FetchAsync(uri)).Kind);
    }

    /// <summary>Announced storage passes the host check; a private address behind it does not pass the next one.</summary>
    [Fact]
    public async Task StorageInAPrivateNetwork_OfAnUnconfiguredOrchestrator_IsRefused()
    {
        var info = Some.Info(new Uri("https://o.example:8935"), Some.Now);
        info.Storage.Add(new Protos.Net.OSInfo { S3Info = new Protos.Net.S3OSInfo { Host = "http://10.0.0.1:9000/bucket" } });
        await using var lease = new OrchestratorLease(
            new Livepeer.Orchestrators.Sources.ListedOrchestrator(new Uri("https://o.example:8935"), Configured: false), Some.Described(info), Some.Terms, endsSession: false, _client, _time);

        Assert.Equal(DownloadKind.ForbiddenAddress, (await FetchAsync("http://10.0.0.1:9000/bucket/1.ts", lease: lease)).Kind);
    }

    [Fact]
    public async Task StorageWhoseHostIsNoName_IsNobodysHost()
    {
        var info = Some.Info(new Uri("https://o.example:8935"), Some.Now);
        info.Storage.Add(new Protos.Net.OSInfo { S3Info = new Protos.Net.S3OSInfo { Host = "https://a℀b.example/bucket" } });
        await using var lease = new OrchestratorLease(
            new Livepeer.Orchestrators.Sources.ListedOrchestrator(new Uri("https://o.example:8935"), Configured: false), Some.Described(info), Some.Terms, endsSession: false, _client, _time);

        Assert.Equal(DownloadKind.ForeignHost, (await FetchAsync("https://elsewhere.example/1.ts", lease: lease)).Kind);
    }

    /// <summary>Storage is somebody else's and has a real certificate; only orchestrators are excused.</summary>
    [Fact]
    public async Task StorageWithASelfSignedCertificate_Fetched_IsRefused()
    {
        var info = Some.Info(new Uri("https://o.example:8935"), Some.Now);
        var access = new NetworkAccess(["127.0.0.1"]);
        await using var lease = new OrchestratorLease(
            new Livepeer.Orchestrators.Sources.ListedOrchestrator(new Uri("https://o.example:8935"), Configured: false), Some.Described(info), Some.Terms, endsSession: false, _client, _time);

        Assert.Equal(DownloadKind.Unreachable, (await FetchAsync(Url("/stream/1.ts"), lease: lease, access: access)).Kind);
    }

    private string Url(string path) => _orchestrator.Listed.Uri.GetLeftPart(UriPartial.Authority) + path;

    private async Task<DownloadResult> FetchAsync(string url, long maxBytes = 1_000_000, OrchestratorLease? lease = null, NetworkAccess? access = null)
    {
        using var http = new OrchestratorHttp(access ?? Some.Access);
        var from = lease ?? _lease;
        return await new RenditionDownloads(http, _time).FetchAsync(from, from.Current, url, maxBytes, TimeSpan.FromSeconds(4), _destination, CancellationToken.None).SoonAsync();
    }
}
