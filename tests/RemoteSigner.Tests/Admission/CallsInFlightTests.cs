using Grpc.Core;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;
using TestKit.Payments;

namespace RemoteSigner.Tests.Admission;

/// <summary>How many calls of a tenant are answered at the same time, through the front door.</summary>
public sealed class CallsInFlightTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SignerFolder _folder = new();
    private readonly StalledLedger _ledger = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tenant_WithAsManyCallsAsItMayHave_IsRefusedAndOthersAreNot()
    {
        var narrow = _folder.AddTenant("narrow", new TenantLimits { MaxCallsInFlight = 1 });
        await using var signer = await RunningSigner.StartAsync(_folder, _ledger);
        using var call = signer.Payments.CreatePaymentAsync(Requests.Ai("k"), signer.As(narrow));
        await _ledger.Entered.WaitAsync(Patience, TimeProvider.System);

        var failure = await Assert.ThrowsAsync<RpcException>(() => IdentifyAsync(signer, narrow));

        var refusal = RunningSigner.RefusalOf(failure);
        Assert.Equal((StatusCode.ResourceExhausted, "rate_limited", "2", "1"), (failure.StatusCode, refusal.Code, refusal.Actual, refusal.Limit));
        Assert.Equal("This would be call 2 in flight of the tenant narrow; allowed are 1 (max-calls-in-flight of the tenant).", refusal.Message);
        Assert.Equal(1_000u, refusal.RetryAfterMillis);
        Assert.Contains("operator to raise the limit", refusal.Remedy, StringComparison.Ordinal);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_refusals_total{code=\"rate_limited\"}"));
        Assert.Equal(1, await signer.MetricAsync("remote_signer_calls_in_flight"));
        await IdentifyAsync(signer, _folder.Token);
    }

    [Fact]
    public async Task Place_OfACallThatWasCancelled_IsGivenBack()
    {
        var narrow = _folder.AddTenant("narrow", new TenantLimits { MaxCallsInFlight = 1 });
        await using var signer = await RunningSigner.StartAsync(_folder, _ledger);
        var call = signer.Payments.CreatePaymentAsync(Requests.Ai("k"), signer.As(narrow));
        await _ledger.Entered.WaitAsync(Patience, TimeProvider.System);

        call.Dispose();

        await Eventually.HoldsAsync(() => MayCallAsync(signer, narrow));
        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_calls_in_flight") == 0);
    }

    [Fact]
    public async Task Place_OfACallThatFailed_IsGivenBack()
    {
        await using var signer = await RunningSigner.StartAsync(
            _folder, new RecordingLedger(TimeProvider.System) { Outage = "the disk is full" }, ("max-calls-in-flight-per-tenant", "1"));
        signer.ErrorsExpected = true;
        using var caller = HttpCaller.WithToken(signer, _folder.Token);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ledger_unavailable", (await signer.RefusedAsync(Requests.Ai($"k{i}"))).Refusal.Code);
            Assert.Equal(500, (await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1))).Status);
        }
    }

    [Fact]
    public async Task CallOverHttp_UnderWayAtTheLimit_StopsBothWaysInUntilItIsCancelled()
    {
        var narrow = _folder.AddTenant("narrow", new TenantLimits { MaxCallsInFlight = 1 });
        await using var signer = await RunningSigner.StartAsync(_folder, _ledger);
        using var caller = HttpCaller.WithToken(signer, narrow);
        using var cancellation = new CancellationTokenSource();
        var paying = caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1), cancellation.Token);
        await _ledger.Entered.WaitAsync(Patience, TimeProvider.System);

        var refused = await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info");

        Assert.Equal((429, "1"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.StartsWith("This would be call 2 in flight of the tenant narrow; allowed are 1 (max-calls-in-flight of the tenant). Call again", refused.Error, StringComparison.Ordinal);
        Assert.False(await MayCallAsync(signer, narrow));

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paying);
        await Eventually.HoldsAsync(() => MayCallAsync(signer, narrow));
        Assert.Equal(200, (await caller.SendAsync(HttpMethod.Post, "/sign-orchestrator-info")).Status);
    }

    [Fact]
    public async Task Messages_OfOneStream_CountBesideTheStreamItself()
    {
        var narrow = _folder.AddTenant("narrow", new TenantLimits { MaxCallsInFlight = 3 });
        await using var signer = await RunningSigner.StartAsync(_folder, _ledger);
        using var stream = signer.Payments.PayStream(signer.As(narrow));
        foreach (var key in new[] { "first", "second", "third" })
        {
            await stream.RequestStream.WriteAsync(Requests.Ai(key));
        }

        using var patience = new CancellationTokenSource(Patience);
        Assert.True(await stream.ResponseStream.MoveNext(patience.Token));

        var answer = stream.ResponseStream.Current;
        Assert.Equal(("third", "rate_limited", "4", "3"), (answer.IdempotencyKey, answer.Refusal.Code, answer.Refusal.Actual, answer.Refusal.Limit));
        Assert.False(await MayCallAsync(signer, narrow));

        stream.Dispose();
        await Eventually.HoldsAsync(async () => await signer.MetricAsync("remote_signer_calls_in_flight") == 0);
    }

    private static async Task IdentifyAsync(RunningSigner signer, string token) => await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As(token));

    private static async Task<bool> MayCallAsync(RunningSigner signer, string token)
    {
        try
        {
            await IdentifyAsync(signer, token);
            return true;
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.ResourceExhausted)
        {
            return false;
        }
    }
}
