using System.Globalization;
using Grpc.Core;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Protos.RemoteSigner.V1;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Admission;

/// <summary>How often a tenant may call, through the front door; time stands still unless the test moves it.</summary>
public sealed class CallRateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 4, 7, 20, 0, 0, TimeSpan.Zero);
    private readonly SignerFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tenant_OverItsRate_IsRefusedWithItsNumbersAndOthersAreNot()
    {
        var slow = _folder.AddTenant("slow", new TenantLimits { CallsPerSecond = 2 });
        await using var signer = await StartAsync();
        using var http = HttpCaller.WithToken(signer, slow);
        await IdentifyAsync(signer, slow);
        Assert.Equal(200, (await http.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);

        var failure = await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, slow));
        var refused = await http.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        var refusal = RunningSigner.RefusalOf(failure);
        Assert.Equal((StatusCode.ResourceExhausted, "rate_limited", "more than 2", "2", 500u), (failure.StatusCode, refusal.Code, refusal.Actual, refusal.Limit, refusal.RetryAfterMillis));
        Assert.Equal("This would be more than 2 calls per second of the tenant slow (calls-per-second of the tenant); there is room for another in 500 ms.", refusal.Message);
        Assert.Equal((429, "1"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.StartsWith(refusal.Message, refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, await signer.MetricAsync("remote_signer_refusals_total{code=\"rate_limited\"}"));
        for (var i = 0; i < 10; i++)
        {
            await IdentifyAsync(signer, _folder.Token);
        }

        _time.Advance(TimeSpan.FromMilliseconds(500));
        await IdentifyAsync(signer, slow);
        await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, slow));
    }

    [Fact]
    public async Task Messages_OfOneStream_AreCountedOneByOne()
    {
        var slow = _folder.AddTenant("slow", new TenantLimits { CallsPerSecond = 2 });
        await using var signer = await StartAsync();
        using var stream = signer.Payments.PayStream(signer.As(slow));

        await stream.RequestStream.WriteAsync(Requests.Ai("first"));
        Assert.NotNull((await NextAsync(stream)).Payment);
        await stream.RequestStream.WriteAsync(Requests.Ai("second"));
        var refused = await NextAsync(stream);
        _time.Advance(TimeSpan.FromSeconds(1));
        await stream.RequestStream.WriteAsync(Requests.Ai("second"));

        Assert.Equal("rate_limited", refused.Refusal?.Code);
        Assert.NotNull((await NextAsync(stream)).Payment);
    }

    [Fact]
    public async Task Tenant_WithoutARateOfItsOwn_HasTheSigners()
    {
        var own = _folder.AddTenant("own", new TenantLimits { CallsPerSecond = 3 });
        await using var signer = await StartAsync(("calls-per-second-per-tenant", "1"));
        await IdentifyAsync(signer, _folder.Token);

        var failure = await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, _folder.Token));

        Assert.Contains("more than 1 calls per second of the tenant tenant-a (--calls-per-second-per-tenant)", failure.Status.Detail, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
        {
            await IdentifyAsync(signer, own);
        }
    }

    [Fact]
    public async Task AllTenants_TogetherOverTheSignersRate_AreRefused()
    {
        var other = _folder.AddTenant("other");
        await using var signer = await StartAsync(("calls-per-second", "2"));
        await IdentifyAsync(signer, _folder.Token);
        await IdentifyAsync(signer, other);

        var failure = await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, other));

        Assert.Contains("more than 2 calls per second of the signer (--calls-per-second)", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Equal(0, await signer.MetricAsync("remote_signer_calls_in_flight"));
    }

    [Fact]
    public async Task Strangers_HoweverManyCall_TakeNothingFromTenants()
    {
        await using var signer = await StartAsync(("calls-per-second", "1"), ("max-calls-in-flight", "1"));

        for (var i = 0; i < 20; i++)
        {
            await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, "rst_nobody-ever-made-this-token-nobody-ever-made"));
        }

        await IdentifyAsync(signer, _folder.Token);
    }

    [Fact]
    public async Task WhomTheWebhookNames_OverHisRate_IsRefusedAndOthersAreNot()
    {
        _folder.AddTenant("auth:*", new TenantLimits { CallsPerSecond = 1 });
        await using var webhook = await ScriptedWebhook.StartAsync();
        webhook.Body = """{"status":200,"auth_id":"heavy"}""";
        await using var signer = await StartAsync(("remoteSignerWebhookUrl", webhook.Url));
        using var caller = HttpCaller.Of(signer, ("Authorization", "Bearer sk_user"));

        var paid = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 20_000_000));
        var refused = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator("other"), 20_000_000));
        webhook.Body = """{"status":200,"auth_id":"light"}""";
        var others = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator("third"), 20_000_000));

        Assert.Equal((200, 429, 200), (paid.Status, refused.Status, others.Status));
        Assert.Contains("of the tenant auth:heavy", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, await signer.MetricAsync("remote_signer_calls_in_flight"));
    }

    private Task<RunningSigner> StartAsync(params (string Name, string Value)[] more) => RunningSigner.StartAsync(
        _folder, _folder.Options([.. more, ("chain-l1-genesis-unix-seconds", Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))]), time: _time);

    private static async Task IdentifyAsync(RunningSigner signer, string token) => await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As(token));

    private static async Task<PayStreamResponse> NextAsync(AsyncDuplexStreamingCall<CreatePaymentRequest, PayStreamResponse> stream)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.True(await stream.ResponseStream.MoveNext(patience.Token));
        return stream.ResponseStream.Current;
    }
}
