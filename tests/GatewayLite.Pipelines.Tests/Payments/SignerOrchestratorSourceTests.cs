using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Tests.Support;
using Grpc.Core;
using Api = Livepeer.Protos.RemoteSigner.V1;

namespace GatewayLite.Pipelines.Tests.Payments;

#pragma warning disable CA1001 // xunit disposes through IAsyncLifetime.
public sealed class SignerOrchestratorSourceTests : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly ScriptedSigner _signer = new();
    private SignerOrchestratorSource _source = null!;

    public async Task InitializeAsync()
    {
        await _signer.StartAsync();
        _source = new SignerOrchestratorSource(
            new RemotePayerOptions { Endpoint = _signer.Endpoint, Token = "secret", ConnectTimeout = TimeSpan.FromSeconds(30), CallTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _source.Dispose();
        await _signer.DisposeAsync();
    }

    [Fact]
    public async Task List_OfTheSigner_VouchesForThoseTheSignerVouchesFor()
    {
        _signer.Orchestrators.Orchestrators.Add(
        [
            new Api.ListedOrchestrator { Uri = "https://a.example:8935", Vouched = true },
            new Api.ListedOrchestrator { Uri = "https://b.example:8935" },
            new Api.ListedOrchestrator { Uri = "https://a℀b.example:8935", Vouched = true },
        ]);

        var list = await _source.ListAsync(CancellationToken.None);

        Assert.Equal([(new Uri("https://a.example:8935"), true), (new Uri("https://b.example:8935"), false)], list.Select(orchestrator => (orchestrator.Uri, orchestrator.Configured)));
    }

    [Fact]
    public async Task List_OfTheSigner_IsAskedForNamesAlone()
    {
        _ = await _source.ListAsync(CancellationToken.None);

        Assert.True(Assert.Single(_signer.Lists).NamesOnly);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(9, false)]
    public async Task LargeAnswer_OfASigner_IsReadUpToTheBound(int mebibytes, bool read)
    {
        _signer.Orchestrators.Orchestrators.Add(new Api.ListedOrchestrator { Uri = "https://a.example:8935", Version = new string('x', mebibytes << 20) });

        if (read)
        {
            Assert.Single(await _source.ListAsync(CancellationToken.None));
        }
        else
        {
            Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(() => _source.ListAsync(CancellationToken.None))).StatusCode);
        }
    }
}
