using System.Net;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Tests.Connections;

public sealed class AddressGuardTests
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["public.example"] = ["8.8.8.8", "2606:4700::1111"],
        ["private.example"] = ["10.0.0.5"],
        ["other-private.example"] = ["10.9.9.9"],
        ["local.example"] = ["127.0.0.1"],
        ["metadata.example"] = ["169.254.169.254"],
        ["mixed.example"] = ["8.8.8.8", "127.0.0.1"],
        ["zero.example"] = ["0.0.0.0"],
        ["empty.example"] = [],
    };

    [Fact]
    public async Task PublicHost_AnyOrchestrator_IsConnectedTo() => Assert.Equal(["8.8.8.8", "2606:4700::1111"], await PermittedAsync("public.example", configured: false, "public.example"));

    [Theory]
    [InlineData("private.example")]
    [InlineData("local.example")]
    [InlineData("metadata.example")]
    [InlineData("zero.example")]
    public async Task PrivateHost_OrchestratorFromTheChain_IsRefused(string host) =>
        await Assert.ThrowsAsync<ForbiddenAddressException>(() => PermittedAsync("public.example", configured: false, host));

    /// <summary>An entry of a public list may itself point inwards: its own host gets no better treatment.</summary>
    [Theory]
    [InlineData("private.example")]
    [InlineData("local.example")]
    [InlineData("metadata.example")]
    public async Task OwnPrivateHost_OrchestratorFromTheChain_IsRefused(string host) =>
        await Assert.ThrowsAsync<ForbiddenAddressException>(() => PermittedAsync(host, configured: false, host));

    [Theory]
    [InlineData("private.example")]
    [InlineData("local.example")]
    [InlineData("metadata.example")]
    public async Task PrivateHost_ConfiguredPublicOrchestrator_IsRefused(string host) =>
        await Assert.ThrowsAsync<ForbiddenAddressException>(() => PermittedAsync("public.example", configured: true, host));

    [Fact]
    public async Task OtherPrivateHost_ConfiguredPrivateOrchestrator_IsConnectedTo() =>
        Assert.Equal(["10.9.9.9"], await PermittedAsync("private.example", configured: true, "other-private.example"));

    [Theory]
    [InlineData("local.example")]
    [InlineData("metadata.example")]
    public async Task OtherKindOfAddress_ConfiguredPrivateOrchestrator_IsRefused(string host) =>
        await Assert.ThrowsAsync<ForbiddenAddressException>(() => PermittedAsync("private.example", configured: true, host));

    [Fact]
    public async Task PrivateHost_NamedByTheOperator_IsConnectedTo() =>
        Assert.Equal(["10.9.9.9"], await PermittedAsync("public.example", configured: false, "other-private.example", "other-private.example"));

    [Fact]
    public async Task UnspecifiedAddress_NamedByTheOperator_IsRefusedStill() =>
        await Assert.ThrowsAsync<ForbiddenAddressException>(() => PermittedAsync("public.example", configured: true, "zero.example", "zero.example"));

    [Fact]
    public async Task NameWithBothKinds_OrchestratorFromTheChain_KeepsThePublicAddressOnly() =>
        Assert.Equal(["8.8.8.8"], await PermittedAsync("public.example", configured: false, "mixed.example"));

    [Fact]
    public async Task NameWithoutAddresses_AnyOrchestrator_IsNobody() => Assert.Empty(await PermittedAsync("public.example", configured: false, "empty.example"));

    private static async Task<IEnumerable<string>> PermittedAsync(string orchestrator, bool configured, string host, params string[] allowed)
    {
        var guard = new AddressGuard(
            new ListedOrchestrator(new Uri($"https://{orchestrator}:8935"), configured),
            allowed.ToHashSet(),
            (name, _) => ValueTask.FromResult(Names[name].Select(IPAddress.Parse).ToArray()),
            TimeSpan.FromSeconds(2));
        return (await guard.PermittedAsync(host, CancellationToken.None)).Select(address => address.ToString());
    }
}
