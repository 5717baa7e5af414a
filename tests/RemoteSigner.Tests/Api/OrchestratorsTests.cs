using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Api;

public sealed class OrchestratorsTests
{
    [Fact]
    public async Task List_OfConfiguredOrchestrators_HasThemInOrder()
    {
        using var folder = new SignerFolder();
        await using var signer = await RunningSigner.StartAsync(folder, ("orchAddr", "127.0.0.1:1,https://127.0.0.1:2/"));

        var list = await signer.Orchestrators.ListAsync(new ListOrchestratorsRequest(), signer.As());

        Assert.Equal(["https://127.0.0.1:1", "https://127.0.0.1:2"], list.Orchestrators.Select(orchestrator => orchestrator.Uri));
        Assert.All(list.Orchestrators, orchestrator => Assert.Equal(0, orchestrator.LastSeenUnixMillis));
    }
}
