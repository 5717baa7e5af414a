using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Money;
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
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first);
        await listener.AnsweredAsync(1);

        using var answer = await listener.Http.GetAsync("/discover-orchestrators");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.EndsWith("]\n", text, StringComparison.Ordinal);
        var entry = Assert.Single(JsonNode.Parse(text)!.AsArray())!.AsObject();
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
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first);
        await listener.AnsweredAsync(1);

        Assert.Equal(["address", "score", "capabilities", "last_seen"], (await EntriesAsync(listener, "")).Single().EnumerateObject().Select(member => member.Name));
    }

    [Theory]
    [InlineData("", "12")]
    [InlineData("?caps=text-to-image/sd-turbo", "1")]
    [InlineData("?caps=text-to-image/another/model.1", "2")]
    [InlineData("?caps=text-to-image%2Fsd-turbo", "1")]
    [InlineData("?caps=text-to-image/another/model.1&caps=text-to-image/sd-turbo&caps=text-to-image/sd-turbo", "21")]
    [InlineData("?caps=text-to-image/SD-turbo", "")]
    [InlineData("?caps=text-to-image", "")]
    [InlineData("?caps=", "12")]
    [InlineData("?caps=&caps=text-to-image/sd-turbo", "1")]
    [InlineData("?model=x", "12")]
    public async Task Capabilities_Asked_AreNamesOfWhichOneIsEnough(string query, string found)
    {
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first, _second);
        await listener.AnsweredAsync(2);

        var addresses = (await EntriesAsync(listener, query)).Select(entry => entry.GetProperty("address").GetString()).ToList();

        var expected = found.Select(digit => digit == '1' ? _first.Text : _second.Text);
        if (found == "12")
        {
            // Whole lists are in the order of speed.
            Assert.Equal(expected.Order(StringComparer.Ordinal), addresses.Order(StringComparer.Ordinal));
        }
        else
        {
            Assert.Equal(expected, addresses);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?caps=text-to-image/sd-turbo")]
    public async Task NothingSeenYet_Asked_IsUnavailable(string query)
    {
        _first.IsDown = true;
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first);

        using var answer = await listener.Http.GetAsync("/discover-orchestrators" + query);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal("{\"error\":{\"message\":\"Service Unavailable Error\"}}\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task NothingAffordable_Asked_IsUnavailable()
    {
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions { Ceilings = PriceCeilings.None with { Global = Rational.One } }, _first);
        await listener.AnsweredAsync(1);

        using var answer = await listener.Http.GetAsync("/discover-orchestrators");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task BlockedOrchestrator_Asked_IsNotThereWithItsRunners()
    {
        _first.Runners = $$"""[{"address":"{{_first.Text}}","runners":[{"url":"u","app":"a","price_info":{"price":5,"currency":"wei","unit":"fixed"} }]}]""";
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions { Blocked = new HashSet<EthAddress> { new(_first.Info.Address.Span) } }, _first);
        await listener.AnsweredAsync(1);

        using var answer = await listener.Http.GetAsync("/discover-orchestrators");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task OtherMethod_Asked_IsNotAllowed()
    {
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first);

        using var answer = await listener.Http.PostAsync("/discover-orchestrators", content: null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task TooManyNames_Asked_AreRefused()
    {
        await using var listener = await DiscoveryListener.StartAsync(new DiscoveryOptions(), _first);
        await listener.AnsweredAsync(1);

        using var answer = await listener.Http.GetAsync("/discover-orchestrators?" + string.Join('&', Enumerable.Repeat("caps=a", 257)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static async Task<IReadOnlyList<JsonElement>> EntriesAsync(DiscoveryListener listener, string query)
    {
        using var answer = await listener.Http.GetAsync("/discover-orchestrators" + query);
        answer.EnsureSuccessStatusCode();
        return [.. JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement.EnumerateArray()];
    }
}
