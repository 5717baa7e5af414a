using Grpc.Core;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Tests.Support;
using TestKit;

namespace RemoteSigner.Tests.Requirements;

/// <summary>Requirement S3 through the front door: nothing is signed for somebody who has not proven that he may have it.</summary>
public sealed class AuthenticationRequirementTests : IDisposable
{
    private const string Signatures = "remote_signer_signature_seconds_count";
    private readonly SignerFolder _folder = new();

    public static TheoryData<string> Methods() =>
        [.. new[] { Payments.Descriptor, Livepeer.Protos.RemoteSigner.V1.Orchestrators.Descriptor }.SelectMany(service => service.Methods).Select(method => $"/{method.Service.FullName}/{method.Name}")];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task S3_EveryCallOverGrpcWithoutATenantsProof_IsRefusedUnread(string path)
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var channel = GrpcChannel.ForAddress(signer.Host.GrpcAddress);
        var parts = path.Split('/');
        var bytes = Marshallers.Create(static (byte[] message) => message, static message => message);
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, parts[1], parts[2], bytes, bytes);

        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(patience.Token));

        Assert.Equal((StatusCode.Unauthenticated, "caller_unknown"), (failure.StatusCode, RunningSigner.RefusalOf(failure).Code));
    }

    [Theory]
    [InlineData("POST", "/sign-orchestrator-info")]
    [InlineData("POST", "/generate-live-payment")]
    [InlineData("GET", "/discover-orchestrators")]
    [InlineData("POST", "/sign-byoc-job")]
    public async Task S3_EveryCallOverHttpWithATokenThatNobodyHas_IsRefusedUnread(string method, string path)
    {
        await using var signer = await RunningSigner.StartAsync(_folder, ("http-require-token", "true"));
        using var stranger = HttpCaller.WithToken(signer, "rst_nobody-ever-made-this-token-nobody-ever-made");

        Assert.Equal(401, (await stranger.SendAsync(new HttpMethod(method), path, method == "POST" ? "no JSON" : null)).Status);
    }

    [Fact]
    public async Task S3_PaymentThatTheWebhookRefuses_IsNotSignedAndTakesNoNonce()
    {
        await using var webhook = await ScriptedWebhook.StartAsync();
        await using var signer = await RunningSigner.StartAsync(_folder, ("remoteSignerWebhookUrl", webhook.Url));
        await signer.Payments.GetIdentityAsync(new GetIdentityRequest(), signer.As());
        var signatures = await signer.MetricAsync(Signatures);
        webhook.Body = """{"status":403,"reason":"no"}""";
        using var caller = HttpCaller.Of(signer, ("Authorization", "Bearer sk_user"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((403, 1), (answer.Status, webhook.Count));
        Assert.Equal(signatures, await signer.MetricAsync(Signatures));
        Assert.Equal(1u, (await signer.PayAsync(Requests.Ai("k"))).FirstNonce);
    }

    [Fact]
    public async Task S3_NameInAHeaderOfACallerWhoIsNotTrusted_ProvesNothing()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var caller = HttpCaller.Of(signer, ("Signer-Auth-Id", "tenant-a"));

        var answer = await caller.PayAsync(HttpCaller.Units(Requests.Orchestrator(), 1));

        Assert.Equal((200, "default"), (answer.Status, answer.Content.Text("Tenant")));
    }

    [Fact]
    public async Task S3_TokenWithdrawnWhileItsStreamIsOpen_PaysNothingMore()
    {
        await using var signer = await RunningSigner.StartAsync(_folder);
        using var stream = signer.Payments.PayStream(signer.As());
        Assert.NotNull((await PayAsync("before")).Payment);

        _folder.Edit(table => TenantEdits.Revoke(table, "tenant-a", tokenId: null, TimeProvider.System.GetUtcNow()));

        PayStreamResponse? refused = null;
        var attempt = 0;
        await Eventually.HoldsAsync(async () => (refused = await PayAsync($"k{attempt++ % 20}")).Refusal is not null);
        Assert.Equal("caller_unknown", refused!.Refusal.Code);

        async Task<PayStreamResponse> PayAsync(string key)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await stream.RequestStream.WriteAsync(Requests.Ai(key), patience.Token);
            Assert.True(await stream.ResponseStream.MoveNext(patience.Token));
            return stream.ResponseStream.Current;
        }
    }
}
