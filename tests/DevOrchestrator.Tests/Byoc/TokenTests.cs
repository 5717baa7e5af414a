using System.Net;
using DevOrchestrator.Hosting;
using DevOrchestrator.Tests.Hosting;

namespace DevOrchestrator.Tests.Byoc;

public sealed class TokenTests : IAsyncLifetime, IDisposable
{
    private DevOrchestratorHost _host = null!;
    private Client _client = null!;

    public async Task InitializeAsync()
    {
        _host = await DevOrchestratorHost.StartAsync(
            Some.Fast() with { Byoc = [new ByocOffer("echo", 1_000_000, 2)], TicketEvWei = 10_000_000 }, CancellationToken.None);
        _client = new Client(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Token_SignedAddress_HasTermsPriceAndCapacity()
    {
        var token = await _client.GetTokenAsync("echo");

        Assert.Equal((1_000_000, 1), (token.GetProperty("price").GetProperty("pricePerUnit").GetInt64(), token.GetProperty("price").GetProperty("pixelsPerUnit").GetInt64()));
        Assert.Equal((2, 0), (token.GetProperty("available_capacity").GetInt32(), token.GetProperty("LastNonce").GetInt32()));
        Assert.Equal(_host.ServiceUri, new Uri(token.GetProperty("service_addr").GetString()!));
        Assert.Equal(_client.Payer.Address, token.GetProperty("sender_address").GetProperty("addr").GetString());
        Assert.Equal(32, token.GetProperty("ticket_params").GetProperty("recipient_rand_hash").GetBytesFromBase64().Length);
        Assert.False(token.TryGetProperty("balance", out _));
    }

    [Fact]
    public async Task Token_PublishedAddressHeader_IsTaken()
    {
        using var response = await _client.AskTokenAsync(PublishedJob.EthAddressHeader, "echo");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Token_UnknownCapability_IsFreeAndHasNoCapacity()
    {
        var token = await _client.GetTokenAsync("nothing");

        Assert.False(token.TryGetProperty("available_capacity", out _));
        Assert.False(token.GetProperty("price").TryGetProperty("pricePerUnit", out _));
        Assert.False(token.GetProperty("ticket_params").TryGetProperty("face_value", out _));
    }

    [Fact]
    public async Task Token_CreditLeft_TellsWholeWei()
    {
        var token = await _client.GetTokenAsync("echo");
        using var job = await _client.SendJobAsync(_client.JobHeader("echo"), _client.Pay(token, [.. Enumerable.Range(1, 12).Select(i => (uint)i)]));
        Assert.Equal(HttpStatusCode.OK, job.StatusCode);

        // Twelve tickets of ten million, a hair more each, less one second.
        Assert.Equal(119_000_000, (await _client.GetTokenAsync("echo")).GetProperty("balance").GetInt64());
    }

    [Fact]
    public async Task Token_ForeignSignature_IsRefused()
    {
        using var other = new Payer(_host);
        var header = Client.Header($$"""{"addr":"{{_client.Payer.Address}}","sig":"{{Client.Hex(other.SignText(_client.Payer.Address))}}"}""");

        await AssertRefusedAsync("Invalid eth address header ", await _client.AskTokenAsync(header, "echo"));
    }

    [Theory]
    [InlineData(null, "Must have eth address and signature on address in Livepeer-Eth-Address header")]
    [InlineData("not base64", "Invalid eth address header ")]
    [InlineData("e30=", "Invalid eth address header ")]
    public async Task Token_HeaderMissingOrUnreadable_IsRefused(string? header, string text) => await AssertRefusedAsync(text, await _client.AskTokenAsync(header, "echo"));

    [Fact]
    public async Task Token_NoCapability_IsRefused() => await AssertRefusedAsync(
        "Job capabilities not provided, must provide comma separated capabilities in Livepeer-Capability header", await _client.AskTokenAsync(_client.AddressHeader(), null));

    [Fact]
    public async Task Token_LowerCaseAddress_IsRefusedHereThoughTheNetworkTakesIt()
    {
        var lower = _client.Payer.Address.ToLowerInvariant();
        var header = Client.Header($$"""{"addr":"{{lower}}","sig":"{{Client.Hex(_client.Payer.SignText(lower))}}"}""");

        await AssertRefusedAsync($"'{lower}' is not a checksummed address with 0x", await _client.AskTokenAsync(header, "echo"));
    }

    [Fact]
    public async Task Token_SmallReserve_IsRefused()
    {
        await using var host = await DevOrchestratorHost.StartAsync(Some.Fast() with { Byoc = [new ByocOffer("echo", 1, 1)], SenderReserveWei = 1 }, CancellationToken.None);
        using var client = new Client(host);

        await AssertRefusedAsync("Could not get ticket params err=insufficient sender reserve", await client.AskTokenAsync(client.AddressHeader(), "echo"));
    }

    [Fact]
    public async Task Menu_ByocCapability_IsToldUnderItsOwnId()
    {
        var info = await _client.Payer.GetInfoAsync();

        var entry = Assert.Single(info.CapabilitiesPrices, price => price.Capability == 37);
        Assert.Equal(("echo", 1_000_000, 1), (entry.Constraint, entry.PricePerUnit, entry.PixelsPerUnit));
        Assert.DoesNotContain(37u, info.Capabilities.Constraints.PerCapability.Keys);
    }

    private static async Task AssertRefusedAsync(string text, HttpResponseMessage response) =>
        Assert.Equal((HttpStatusCode.BadRequest, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
}
