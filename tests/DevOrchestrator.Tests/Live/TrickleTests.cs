using System.Net;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Live;

public sealed class TrickleTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private LiveClient _client = null!;
    private string _input = string.Empty;
    private string _output = string.Empty;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(
            Some.Fast(_clock) with { IsOffChain = true, AiModels = [new AiModelOffer("live-video-to-video", "noop", 1)] }, CancellationToken.None);
        _client = new LiveClient(_host);
        var stream = await _client.BeginAsync(await _client.GetInfoAsync());
        (_input, _output) = (stream.GetProperty("publish_url").GetString()!, stream.GetProperty("subscribe_url").GetString()!);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Output_CurrentSegment_IsThereFromTheStart()
    {
        using var current = await _client.GetAsync($"{_output}/-2");
        Assert.Equal(("output segment 0", "0"), (await current.Content.ReadAsStringAsync(), Header(current, "Lp-Trickle-Seq")));
        Assert.Equal("video/MP2T", current.Content.Headers.ContentType?.MediaType);

    }

    [Fact]
    public async Task Output_NextSegment_ComesWhenItsSecondHasPassed()
    {
        var clock = new LeapingClock(Some.Clock().GetUtcNow());
        await using var host = await DevOrchestratorHost.StartAsync(
            Some.Fast(clock) with { IsOffChain = true, AiModels = [new AiModelOffer("live-video-to-video", "noop", 1)] }, CancellationToken.None);
        using var client = new LiveClient(host);
        var output = (await client.BeginAsync(await client.GetInfoAsync())).GetProperty("subscribe_url").GetString();
        var before = clock.GetUtcNow();

        using var next = await client.GetAsync($"{output}/-1");

        Assert.Equal(("output segment 1", null), (await next.Content.ReadAsStringAsync(), Header(next, "Lp-Trickle-Latest")));
        Assert.Equal(TimeSpan.FromSeconds(1), clock.GetUtcNow() - before);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(0)]
    public async Task Output_TooFarAheadOrBehind_IsNotThere(int index)
    {
        _clock.Advance(TimeSpan.FromSeconds(10));

        using var response = await _client.GetAsync($"{_output}/{index}");

        Assert.Equal(470, (int)response.StatusCode);
        Assert.Equal(("11", $"{index}", "Entry not found"), (Header(response, "Lp-Trickle-Latest"), Header(response, "Lp-Trickle-Seq"), await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Output_OlderSegment_TellsTheLatest()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));

        using var response = await _client.GetAsync($"{_output}/8");

        Assert.Equal(("output segment 8", "11"), (await response.Content.ReadAsStringAsync(), Header(response, "Lp-Trickle-Latest")));
    }

    [Fact]
    public async Task Output_StreamEnds_WaitingReaderIsToldSo()
    {
        var waiting = _client.GetAsync($"{_output}/1");
        using var deleted = await _client.Payer.Http.DeleteAsync(new Uri(_input));

        using var response = await waiting;

        // Either it was waiting, or it came too late for the channel.
        Assert.Equal(HttpStatusCode.OK, deleted.StatusCode);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal(("terminated", string.Empty), (Header(response, "Lp-Trickle-Closed"), await response.Content.ReadAsStringAsync()));
        }
        else
        {
            Assert.Equal((HttpStatusCode.NotFound, "Stream not found\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        }

        Assert.Equal("closed by the gateway", Assert.Single(_host.Stats().Sessions).CloseReason);
    }

    [Fact]
    public async Task Input_Segments_AreCounted()
    {
        using var first = await _client.PostAsync($"{_input}/0", new ByteArrayContent([1, 2, 3]));
        using var second = await _client.PostAsync($"{_input}/-1", new ByteArrayContent([1, 2, 3]));

        Assert.Equal((HttpStatusCode.OK, "0", "1"), (first.StatusCode, Header(first, "Lp-Trickle-Seq"), Header(second, "Lp-Trickle-Seq")));
        Assert.Equal("2", await _client.Payer.Http.GetStringAsync(new Uri($"{_input}/next")));
    }

    [Fact]
    public async Task Input_OpenedAheadWhenTheStreamEnds_IsAnswered()
    {
        using var gate = new HeldContent();
        var waiting = _client.PostAsync($"{_input}/0", gate);
        await gate.Sent;

        _host.CloseSessions("maintenance");

        using var response = await waiting;
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
        Assert.Equal("maintenance", Assert.Single(_host.Stats().Sessions).CloseReason);
    }

    [Fact]
    public async Task Input_SilentForFiveMinutes_EndsTheStream()
    {
        _clock.Advance(TimeSpan.FromMinutes(4));
        using var segment = await _client.PostAsync($"{_input}/0", new ByteArrayContent([1]));
        _clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1, _host.Stats().OpenSessions);

        // The end comes with the next housekeeping.
        await Until.TrueAsync(Ended, "the stream never ended");
        Assert.Equal("no input", Assert.Single(_host.Stats().Sessions).CloseReason);

        bool Ended()
        {
            _clock.Advance(TimeSpan.FromSeconds(30));
            return _host.Stats().OpenSessions == 0;
        }
    }

    [Theory]
    [InlineData("GET", "00000000/0", HttpStatusCode.NotFound, "Stream not found\n")]
    [InlineData("GET", "00000000/next", HttpStatusCode.NotFound, "Stream not found\n")]
    [InlineData("POST", "00000000", HttpStatusCode.NotFound, "Stream not found\n")]
    [InlineData("POST", "00000000/0", HttpStatusCode.NotFound, "Stream not found\n")]
    [InlineData("DELETE", "00000000/0", HttpStatusCode.NotFound, "Stream not found\n")]
    [InlineData("DELETE", "00000000", HttpStatusCode.BadRequest, "Invalid stream\n")]
    public async Task Channel_Unknown_IsRefusedWithTheRealText(string method, string path, HttpStatusCode status, string text)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/ai/trickle/{path}") { Version = HttpVersion.Version20 };

        using var response = await _client.Payer.Http.SendAsync(request);

        Assert.Equal((status, text), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Index_NotANumber_IsRefused()
    {
        using var response = await _client.GetAsync($"{_output}/x");

        Assert.Equal((HttpStatusCode.BadRequest, "Invalid idx\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    /// <summary>A body whose first byte never comes.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sent => _sent.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _sent.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
