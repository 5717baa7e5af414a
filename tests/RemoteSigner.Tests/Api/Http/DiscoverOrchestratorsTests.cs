using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api.Http;

/// <summary>GET /discover-orchestrators. Source: go-livepeer server/remote_signer.go GetOrchestrators and its tests.</summary>
public sealed class DiscoverOrchestratorsTests : IAsyncLifetime
{
    private OfferingOrchestrator _first = null!;
    private OfferingOrchestrator _second = null!;

    public async Task InitializeAsync()
    {
        _first = await OfferingOrchestrator.StartAsync();
        _second = await OfferingOrchestrator.StartAsync();
        _second.Offer("another/model.1");
    }

    public async Task DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task OneEntry_Asked_HasExactlyTheMembersOfGoLivepeer()
    {
        _first.Runners = $$"""
            [{"address":"{{_first.Text}}/","score":99,"capabilities":["evil/app"],"unknown_field":"must not leak","runners":[
              {"url":"u1","gpu":{"id":"0","name":"L40S","vram_mb":46068},"app":"live-video-to-video/scope","version":"1.4.0","metadata":"m","mode":"persistent","capacity":2,"capacity_used":1,
               "capacity_available":1,"price_info":{"price":12345678901234567890,"currency":"wei","unit":"seconds"},"secret":"must not leak"},
              {"url":"u2","app":"live-video-to-video/scope","price_info":{"price":5,"currency":"wei","unit":"fixed"} }]}]
            """;
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first]);
        await SeenAsync(signer, 1);

        var answer = await AskAsync(signer);

        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.EndsWith("]\n", answer.Text, StringComparison.Ordinal);
        var entry = Assert.Single(answer.Json.AsArray())!.AsObject();
        Assert.True(DateTimeOffset.TryParse(entry["last_seen"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out _));
        entry.Remove("last_seen");
        Assert.Equal(
            $$"""{"address":"{{_first.Text}}","score":1,"capabilities":["live-video-to-video/scope","text-to-image/sd-turbo"],"runners":["""
            + """{"url":"u1","gpu":{"id":"0","name":"L40S","vram_mb":46068},"app":"live-video-to-video/scope","version":"1.4.0","metadata":"m","mode":"persistent","capacity":2,"capacity_used":1,"capacity_available":1,"price_info":{"price":12345678901234567890,"currency":"wei","unit":"seconds"}},"""
            + """{"url":"u2","app":"live-video-to-video/scope","capacity":0,"capacity_used":0,"capacity_available":0,"price_info":{"price":5,"currency":"wei","unit":"fixed"}}]}""",
            entry.ToJsonString());
    }

    [Fact]
    public async Task EntryWithoutRunners_Asked_OmitsThem()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first]);
        await SeenAsync(signer, 1);

        var entry = Assert.Single((await AskAsync(signer)).Json.AsArray())!.AsObject();

        Assert.Equal(["address", "score", "capabilities", "last_seen"], entry.Select(member => member.Key));
    }

    [Fact]
    public async Task Capabilities_Asked_AreNamesOfWhichOneIsEnough()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first, _second]);
        await SeenAsync(signer, 2);

        await FindsAsync("?caps=text-to-image/sd-turbo", _first);
        await FindsAsync("?caps=text-to-image/another/model.1", _second);
        await FindsAsync("?caps=text-to-image%2Fsd-turbo", _first);
        await FindsAsync("?caps=text-to-image/another/model.1&caps=text-to-image/sd-turbo&caps=text-to-image/sd-turbo", _second, _first);
        await FindsAsync("?caps=text-to-image/SD-turbo");
        await FindsAsync("?caps=text-to-image");
        await FindsAsync("?caps=&caps=text-to-image/sd-turbo", _first);
        foreach (var everybody in new[] { "", "?caps=", "?model=x" })
        {
            Assert.Equal(2, (await AskAsync(signer, everybody)).Json.AsArray().Count);
        }

        async Task FindsAsync(string query, params OfferingOrchestrator[] expected) => Assert.Equal(
            expected.Select(orchestrator => orchestrator.Text),
            (await AskAsync(signer, query)).Json.AsArray().Select(entry => entry!["address"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?caps=text-to-image/sd-turbo")]
    public async Task NothingSeenYet_Asked_IsUnavailable(string query)
    {
        _first.IsDown = true;
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first]);

        var answer = await AskAsync(signer, query);

        Assert.Equal((503, "application/json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal("{\"error\":{\"message\":\"Service Unavailable Error\"}}\n", answer.Text);
    }

    [Fact]
    public async Task NothingAffordable_Asked_IsUnavailable()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first], ("maxPricePerUnit", "1199"));
        await SeenAsync(signer, 1);

        (await AskAsync(signer)).IsError(503, "Service Unavailable Error");
    }

    [Fact]
    public async Task BlockedOrchestrator_Asked_IsNotThereWithItsRunners()
    {
        _first.Runners = $$"""[{"address":"{{_first.Text}}","runners":[{"url":"u","app":"a","price_info":{"price":5,"currency":"wei","unit":"fixed"} }]}]""";
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first], ("orchBlocklist", Convert.ToHexString(_first.Info.Address.Span)));
        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_orchestrators{state=\"blocked\"}") == 1);

        Assert.Equal(503, (await AskAsync(signer)).Status);
        Assert.Empty((await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As())).Orchestrators);
    }

    [Fact]
    public async Task OtherMethod_Asked_IsNotAllowed()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, []);
        using var caller = HttpCaller.Of(signer);

        Assert.Equal(405, (await caller.SendAsync(HttpMethod.Post, "/discover-orchestrators")).Status);
    }

    [Fact]
    public async Task Discovery_TurnedOff_IsNotFound()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first], ("remoteDiscovery", "false"));

        Assert.Equal(404, (await AskAsync(signer)).Status);
    }

    [Fact]
    public async Task TooManyNames_Asked_AreRefused()
    {
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first]);
        await SeenAsync(signer, 1);

        (await AskAsync(signer, "?" + string.Join('&', Enumerable.Repeat("caps=a", 257)))).IsError(400, "at most 256 caps");
    }

    [Fact]
    public async Task WebhooksList_Asked_IsThereBesideTheOtherOne()
    {
        await using var webhook = await ListingWebhook.StartAsync($$"""[{"address":"{{_second.Text}}/","score":1},{"address":"{{_first.Text}}"}]""");
        using var folder = new SignerFolder();
        await using var signer = await StartAsync(folder, [_first], ("orchWebhookUrl", webhook.Address.AbsoluteUri));

        await SeenAsync(signer, 2);

        Assert.Equal(2, (await AskAsync(signer)).Json.AsArray().Count);
        Assert.True((await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As())).Orchestrators.All(entry => entry.Vouched));
    }

    private static Task<RunningSigner> StartAsync(SignerFolder folder, OfferingOrchestrator[] orchestrators, params (string, string)[] more) =>
        RunningSigner.StartAsync(
            folder, [("orchAddr", string.Join(',', orchestrators.Select(orchestrator => orchestrator.Text))), ("liveAICapReportInterval", "1s"), .. more]);

    private static async Task<HttpAnswer> AskAsync(RunningSigner signer, string query = "")
    {
        using var caller = HttpCaller.Of(signer);
        return await caller.SendAsync(HttpMethod.Get, "/discover-orchestrators" + query);
    }

    // Both parts: a busy machine may bring through one and not the other.
    private static Task SeenAsync(RunningSigner signer, int count) => Eventually.HoldsAsync(async () =>
        (await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As())).Orchestrators.Count(entry => entry is { LastSeenUnixMillis: > 0, RunnersSeenUnixMillis: > 0 }) == count);
}
