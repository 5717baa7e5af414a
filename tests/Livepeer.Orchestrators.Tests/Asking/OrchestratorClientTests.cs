using Google.Protobuf;
using Grpc.Core;
using Livepeer.Crypto;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Sources;
using Livepeer.Orchestrators.Tests.Fakes;
using Livepeer.Wire.Answers;
using Livepeer.Wire.Offers;
using Microsoft.Extensions.Time.Testing;

namespace Livepeer.Orchestrators.Tests.Asking;

public sealed class OrchestratorClientTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Now);
    private readonly OrchestratorClient _client;

    public OrchestratorClientTests() => _client = new OrchestratorClient(new UnpaidIdentity(), Some.Access, _time);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Orchestrator_AskedWithAndWithoutTls_GivesTheBytesAsTheyCame(bool tls)
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time, tls);
        var info = Some.Info(orchestrator.Listed.Uri, Some.Now);
        info.Hardware.Add(new Protos.Net.HardwareInformation { Pipeline = "unread by us" });
        orchestrator.Answer = (_, _) => Task.FromResult(info);

        var answered = Assert.IsType<AskResult.Answered>(await AskAsync(orchestrator.Listed));

        Assert.Equal(info.ToByteArray(), answered.Description.Bytes.ToArray());
        Assert.Equal(1200, answered.Description.Offer.Price!.PricePerUnit);
    }

    [Fact]
    public async Task Sender_Asks_WithItsIdentityAndNeeds()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        using var client = new OrchestratorClient(new FixedIdentity(), Some.Access, _time);

        await client.AskAsync(orchestrator.Listed, Some.Video, OrchestratorClient.DiscoveryDeadline, CancellationToken.None);

        var question = Assert.Single(orchestrator.Questions);
        Assert.Equal(FixedIdentity.Identity.Address.ToArray(), question.Address.ToByteArray());
        Assert.Equal(65, question.Sig.Length);
        Assert.Equal(4099UL, Assert.Single(question.Capabilities.Bitstring));
    }

    [Fact]
    public async Task Refusal_Asked_IsClassifiedByItsText()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = (_, _) => throw new RpcException(new Status(StatusCode.Unknown, "Invalid orchestrator request: OrchestratorCapped"));

        Assert.Equal(
            new OrchestratorRefusal(OrchestratorRefusalKind.Refused, "Invalid orchestrator request: OrchestratorCapped", OrchestratorAnswer.Busy),
            await RefusedAsync(orchestrator.Listed));
    }

    [Fact]
    public async Task SilentOrchestrator_Asked_TimesOutAfterTheDeadline()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = async (_, cancelled) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
            return null!;
        };

        var asking = RefusedAsync(orchestrator.Listed);
        await Waiting.ForAsync(() => !orchestrator.Questions.IsEmpty);
        _time.Advance(OrchestratorClient.DiscoveryDeadline);

        Assert.Equal(new OrchestratorRefusal(OrchestratorRefusalKind.TimedOut, "no answer within 3 s"), await asking.SoonAsync());
    }

    [Fact]
    public async Task Caller_GivesUp_IsCancelled()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        using var giveUp = new CancellationTokenSource();
        orchestrator.Answer = async (_, cancelled) =>
        {
            await giveUp.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
            return null!;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.AskAsync(orchestrator.Listed, null, OrchestratorClient.DiscoveryDeadline, giveUp.Token).SoonAsync());
    }

    [Fact]
    public async Task OversizedAnswer_Asked_IsMalformed()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = (_, _) => Task.FromResult(new Protos.Net.OrchestratorInfo { Nodes = { new string('x', 70_000) } });

        Assert.Equal(OrchestratorRefusalKind.Malformed, (await RefusedAsync(orchestrator.Listed)).Kind);
    }

    [Fact]
    public async Task UnreadableAnswer_Asked_NamesTheField()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        orchestrator.Answer = (_, _) => Task.FromResult(new Protos.Net.OrchestratorInfo { Address = Some.Bytes(3) });

        Assert.Equal(new OrchestratorRefusal(OrchestratorRefusalKind.Malformed, "address has 3 bytes; accepted is 20 bytes."), await RefusedAsync(orchestrator.Listed));
    }

    [Fact]
    public async Task ClosedPort_Asked_IsUnreachable()
    {
        var orchestrator = await ScriptedOrchestrator.StartAsync(_time);
        var listed = orchestrator.Listed;
        await orchestrator.DisposeAsync();

        Assert.Equal(OrchestratorRefusalKind.Unreachable, (await RefusedAsync(listed)).Kind);
    }

    /// <summary>An orchestrator from a public list that points at this machine is not even connected to.</summary>
    [Fact]
    public async Task LoopbackFromThePublicList_Asked_IsNotConnectedTo()
    {
        await using var orchestrator = await ScriptedOrchestrator.StartAsync(_time);

        Assert.Equal(OrchestratorRefusalKind.Unreachable, (await RefusedAsync(orchestrator.Listed with { Configured = false })).Kind);
        Assert.Empty(orchestrator.Questions);
    }

    [Fact]
    public async Task NoIdentity_Asked_IsNotTheOrchestratorsFault()
    {
        using var client = new OrchestratorClient(new NoIdentity(), Some.Access, _time);

        await Assert.ThrowsAsync<SenderIdentityUnavailableException>(
            () => client.AskAsync(new ListedOrchestrator(new Uri("https://127.0.0.1:1"), Configured: true), null, OrchestratorClient.DiscoveryDeadline, CancellationToken.None));
    }

    private Task<AskResult> AskAsync(ListedOrchestrator orchestrator) =>
        _client.AskAsync(orchestrator, needs: null, OrchestratorClient.DiscoveryDeadline, CancellationToken.None).SoonAsync();

    private async Task<OrchestratorRefusal> RefusedAsync(ListedOrchestrator orchestrator) => Assert.IsType<AskResult.Failed>(await AskAsync(orchestrator)).Refusal;

    private sealed class FixedIdentity : ISenderIdentity
    {
        public static SenderIdentity Identity { get; } = new(EthAddress.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"), new Signature65(new byte[65]));

        public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Identity);
    }

    private sealed class NoIdentity : ISenderIdentity
    {
        public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => throw new SenderIdentityUnavailableException("the signer is away");
    }
}
