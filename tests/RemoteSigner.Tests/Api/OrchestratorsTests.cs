using Livepeer.Protos.Net;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class OrchestratorsTests
{
    [Fact]
    public async Task List_OfSilentOrchestrators_HasThemInOrder()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", "127.0.0.1:1,https://127.0.0.1:2/,127.0.0.1"));

        var list = await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As());

        Assert.Equal(["https://127.0.0.1:1", "https://127.0.0.1:2", "https://127.0.0.1:8935"], list.Orchestrators.Select(orchestrator => orchestrator.Uri));
        Assert.All(list.Orchestrators, orchestrator => Assert.Equal(0, orchestrator.LastSeenUnixMillis));
    }

    [Fact]
    public async Task List_OfAnAnsweringOrchestrator_SaysWhenItWasSeenAndFollowsItsModels()
    {
        using var folder = new SignerFolder();
        var info = Requests.Orchestrator();
        info.Capabilities = new Capabilities { Bitstring = { 1UL << 27 }, Constraints = new Capabilities.Types.Constraints() };
        info.Capabilities.Constraints.PerCapability[27] = new Capabilities.Types.CapabilityConstraints { Models = { ["sd-turbo"] = new Capabilities.Types.ModelConstraint() } };
        await using var orchestrator = await AnsweringOrchestrator.StartAsync(info);
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", orchestrator.Address.ToString()));

        await Eventually.HoldsAsync(async () => (await ListAsync(signer, 0, string.Empty))[0].LastSeenUnixMillis > 0);

        Assert.Single(await ListAsync(signer, 27, "sd-turbo"));
        Assert.Single(await ListAsync(signer, 27, string.Empty));
        Assert.Empty(await ListAsync(signer, 27, "another"));
        Assert.Empty(await ListAsync(signer, 28, string.Empty));
        Assert.Equal(folder.Address.ToArray(), orchestrator.LastRequest!.Address.ToByteArray());
        Assert.Equal(65, orchestrator.LastRequest.Sig.Length);
        Assert.Equal(1, await signer.MetricAsync("remote_signer_orchestrators{state=\"answering\"}"));
    }

    private static async Task<IReadOnlyList<ListedOrchestrator>> ListAsync(RunningSigner signer, uint capability, string model) =>
        (await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest { Capability = capability, ModelId = model }, signer.As())).Orchestrators;
}
