using DevNet;

namespace EndToEnd.Tests.Support;

/// <summary>One network for the tests of a collection; it starts with the first test that uses it, so that skipped tests start nothing.</summary>
public abstract class SharedNetwork : IAsyncLifetime
{
    private Task<LiveNetwork>? _network;

    private protected abstract NetworkOptions Options { get; }

    internal Task<LiveNetwork> UseAsync() => _network ??= LiveNetwork.StartAsync(Options);

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_network is { IsCompletedSuccessfully: true })
        {
            await (await _network).DisposeAsync();
        }
    }

    /// <summary>A network for small pictures under a folder of this name.</summary>
    private protected static NetworkOptions Small(string name) => new()
    {
        Folder = LiveNetwork.FolderOf(name),
        FreePorts = true,
        GatewayArguments = ["--transcodingOptions", Picture.Profile],
    };
}

/// <summary>A network to which nothing is done that could cost money: after every test signer and orchestrators agree to the wei.</summary>
public sealed class HonestNetwork : SharedNetwork
{
    private protected override NetworkOptions Options => Small("honest");
}

/// <summary>A network whose signer and orchestrators die, whose orchestrators ask too much, and whose gateway has a ceiling of ten times their usual price.</summary>
public sealed class FaultyNetwork : SharedNetwork
{
    private protected override NetworkOptions Options
    {
        get
        {
            var small = Small("faulty");
            return small with { GatewayArguments = [.. small.GatewayArguments, "--maxPricePerUnit", "12000"], OrchestratorArguments = ["--price-per-pixel", "1200"] };
        }
    }
}

/// <summary>A network whose orchestrators transcode nothing, so that times are those of the gateway.</summary>
public sealed class QuickNetwork : SharedNetwork
{
    private protected override NetworkOptions Options
    {
        get
        {
            var small = Small("quick");
            return small with
            {
                OrchestratorArguments = ["--transcoder", "copy"],
                GatewayArguments = [.. small.GatewayArguments, "--ai-attempt-timeout-seconds", "5", "--ai-timeout-seconds", "10"],
            };
        }
    }
}

[CollectionDefinition(nameof(HonestNetwork))]
public sealed class HonestNetworkTests : ICollectionFixture<HonestNetwork>;

[CollectionDefinition(nameof(FaultyNetwork))]
public sealed class FaultyNetworkTests : ICollectionFixture<FaultyNetwork>;

[CollectionDefinition(nameof(QuickNetwork))]
public sealed class QuickNetworkTests : ICollectionFixture<QuickNetwork>;
