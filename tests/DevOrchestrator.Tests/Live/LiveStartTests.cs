using System.Net;
using DevOrchestrator.Control;
using DevOrchestrator.Hosting;
using DevOrchestrator.Money;
using DevOrchestrator.Tests.Hosting;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace DevOrchestrator.Tests.Live;

public sealed class LiveStartTests : IAsyncLifetime, IDisposable
{
    private const long IntervalUnits = 5 * 27_648_000L;
    private const long Price = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = Some.Clock();
    private DevOrchestratorHost _host = null!;
    private LiveClient _client = null!;

    public async Task InitializeAsync()
    {
        // One ticket of 8e9 wei covers one interval of 6,912,000,000 wei.
        _host = await DevOrchestratorHost.StartAsync(
            Some.Fast(_clock) with { AiModels = [new AiModelOffer("live-video-to-video", "noop", Price)], AiCapacity = 2 }, CancellationToken.None);
        _client = new LiveClient(_host);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Start_Paid_GivesManifestAndChannels()
    {
        var stream = await _client.BeginAsync(await _client.GetInfoAsync(), 1);

        var id = stream.GetProperty("manifest_id").GetString()!;
        Assert.Matches("^[0-9a-f]{8}$", id);
        Assert.Equal($"{_host.ServiceUri}ai/trickle/{id}", stream.GetProperty("publish_url").GetString());
        Assert.Equal($"{_host.ServiceUri}ai/trickle/{id}-out", stream.GetProperty("subscribe_url").GetString());
        Assert.Equal($"{_host.ServiceUri}ai/trickle/{id}-control", stream.GetProperty("control_url").GetString());
        Assert.Equal($"{_host.ServiceUri}ai/trickle/{id}-events", stream.GetProperty("events_url").GetString());
        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal((id, "live", 1L, 0L), (account.Manifest, account.Kind, account.TicketsAccepted, account.DebitedUnits));
        Assert.Equal(("live", id, "noop"), (_host.Stats().Sessions[0].Kind, _host.Stats().Sessions[0].Id, _host.Stats().Sessions[0].Name));
    }

    [Fact]
    public async Task Meter_EveryInterval_DebitsTheNominalPicture()
    {
        await _client.BeginAsync(await _client.GetInfoAsync(), 1, 2, 3);

        _clock.Advance(Interval);
        _clock.Advance(Interval);

        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal((2 * IntervalUnits, new Rational(2 * IntervalUnits * Price).ToString()), (account.DebitedUnits, account.DebitedFeesWei));
    }

    [Fact]
    public async Task Meter_CreditUsedUp_ClosesTheStreamWithTheRealText()
    {
        var stream = await _client.BeginAsync(await _client.GetInfoAsync(), 1);

        _clock.Advance(Interval);
        Assert.Equal(1, _host.Stats().OpenSessions);
        _clock.Advance(Interval);

        var id = stream.GetProperty("manifest_id").GetString();
        Assert.Equal($"insufficient balance, mid={id}, fee=6912000000, balance=1088000000", Assert.Single(_host.Stats().Sessions).CloseReason);
        using var output = await _client.GetAsync($"{stream.GetProperty("subscribe_url").GetString()}/-1");
        Assert.Equal(HttpStatusCode.NotFound, output.StatusCode);
    }

    [Fact]
    public async Task Payment_ToTheManifest_KeepsTheStreamAlive()
    {
        var info = await _client.GetInfoAsync();
        var stream = await _client.BeginAsync(info, 1);
        _clock.Advance(Interval);

        await Payer.ReadPaymentAsync(await _client.Payer.PostPaymentAsync(info, stream.GetProperty("manifest_id").GetString()!, 2));
        _clock.Advance(Interval);

        Assert.Equal(1, _host.Stats().OpenSessions);
        var account = Assert.Single(_host.Stats().Accounts);
        Assert.Equal(("live", 2L), (account.Kind, account.TicketsAccepted));
    }

    [Fact]
    public async Task Start_WithoutTickets_IsRefused()
    {
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "Insufficient balance", await _client.StartAsync(await _client.GetInfoAsync(), []));

        Assert.Empty(_host.Stats().Sessions);
    }

    [Fact]
    public async Task Start_ExpiredTerms_IsRefusedWithTheTicketsText()
    {
        var info = await _client.GetInfoAsync();
        _clock.Advance(TimeSpan.FromSeconds(40 * 12));

        await AssertRefusedAsync(HttpStatusCode.BadRequest, "TicketParams expired", await _client.StartAsync(info, [1]));
    }

    [Fact]
    public async Task Start_ExpiredToken_IsForbidden()
    {
        var info = await _client.GetInfoAsync();
        _clock.Advance(TimeSpan.FromMinutes(31));

        await AssertRefusedAsync(HttpStatusCode.Forbidden, "expired auth token", await _client.StartAsync(info, [1]));
    }

    [Fact]
    public async Task Start_TranscodingPrice_IsRefusedHereThoughTheNetworkTakesIt() => await AssertRefusedAsync(
        HttpStatusCode.BadRequest, "payment price does not match the price of the model", await _client.StartAsync(await _client.Payer.GetInfoAsync(), [1]));

    [Fact]
    public async Task Start_UnknownModel_HasNoCapacityWhateverIsPaid()
    {
        using var request = Payer.Request("/live-video-to-video", null, _client.Payer.Credentials("m", await _client.GetInfoAsync()), """{"model_id":"other"}"""u8.ToArray());
        request.Headers.Remove("Livepeer-Payment");
        request.Headers.Add("Livepeer-Payment", "!");

        await AssertRefusedAsync(HttpStatusCode.ServiceUnavailable, "insufficient capacity", await _client.Payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Start_UnreadablePayment_Is402()
    {
        using var request = Payer.Request("/live-video-to-video", null, _client.Payer.Credentials("m", await _client.GetInfoAsync()), """{"model_id":"noop"}"""u8.ToArray());
        request.Headers.Remove("Livepeer-Payment");
        request.Headers.Add("Livepeer-Payment", "!");

        await AssertRefusedAsync(HttpStatusCode.PaymentRequired, "base64 decode error: illegal base64 data at input byte 0", await _client.Payer.Http.SendAsync(request));
    }

    [Fact]
    public async Task Start_BodyThatIsNoJson_IsRefused() =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "the body is not JSON", await _client.StartAsync(await _client.GetInfoAsync(), [1], "{"));

    [Fact]
    public async Task Start_NoModel_ConnectionIsCutAsAtTheNetwork()
    {
        var info = await _client.GetInfoAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.StartAsync(info, [1], "{}"));
    }

    [Fact]
    public async Task Places_AllTaken_AreToldAndRefused()
    {
        var info = await _client.GetInfoAsync();
        await _client.BeginAsync(info, 1);
        var constraint = (await _client.GetInfoAsync()).Capabilities.Constraints.PerCapability[35].Models["noop"];
        Assert.Equal((1u, 1u), (constraint.Capacity, constraint.CapacityInUse));
        await _client.BeginAsync(info, 2);

        await AssertRefusedAsync(HttpStatusCode.ServiceUnavailable, "insufficient capacity", await _client.StartAsync(info, [3]));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => _client.GetInfoAsync());
        Assert.Equal("Invalid orchestrator request: OrchestratorCapped", refusal.Status.Detail);
        var request = _client.Payer.Identity(LiveClient.Wanted("noop"));
        request.IgnoreCapacityCheck = true;
        Assert.Equal(Price, (await _client.Payer.Grpc.GetOrchestratorAsync(request)).PriceInfo.PricePerUnit);
    }

    [Fact]
    public async Task Menu_LiveModel_IsToldWithPriceAndConstraint()
    {
        var info = await _client.Payer.GetInfoAsync();

        var entry = Assert.Single(info.CapabilitiesPrices);
        Assert.Equal((35u, "noop", Price), (entry.Capability, entry.Constraint, entry.PricePerUnit));
        Assert.True(info.Capabilities.Constraints.PerCapability[35].Models["noop"].Warm);
    }

    [Fact]
    public async Task LoseAnswer_Start_StreamRunsUnknownToTheGateway()
    {
        var info = await _client.GetInfoAsync();
        _host.Faults = new FaultSettings { LoseAnswer = FaultScope.Live };

        await Assert.ThrowsAsync<HttpRequestException>(() => _client.StartAsync(info, [1]));

        Assert.Equal(1, _host.Stats().OpenSessions);
    }

    [Fact]
    public async Task Start_OffChain_RunsWithoutAMeter()
    {
        await using var host = await DevOrchestratorHost.StartAsync(
            Some.Fast(_clock) with { IsOffChain = true, AiModels = [new AiModelOffer("live-video-to-video", "noop", Price)] }, CancellationToken.None);
        using var client = new LiveClient(host);
        await client.BeginAsync(await client.GetInfoAsync());

        _clock.Advance(Interval);
        _clock.Advance(Interval);

        Assert.Equal((1, "0"), (host.Stats().OpenSessions, host.Stats().DebitedFeesWei));
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string text, HttpResponseMessage response) =>
        Assert.Equal((status, text + "\n"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
}
