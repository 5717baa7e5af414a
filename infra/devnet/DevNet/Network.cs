using System.Globalization;
using DevNet.Processes;

namespace DevNet;

/// <summary>The running network: orchestrators, signer, gateway, each a process of its own. Disposal ends all of them.</summary>
internal sealed class Network : IAsyncDisposable
{
    private const long L1Block = 21_000_000;
    private const string Tenant = "devnet";

    private readonly NetworkOptions _options;
    private readonly Spawner _spawner = new();
    private readonly TimeProvider _clock;
    private readonly string _genesis;
    private readonly List<OrchestratorProcess> _orchestrators = [];
    private ChildProcess? _signer;
    private ChildProcess? _gateway;

    private Network(NetworkOptions options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _genesis = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
    }

    public IReadOnlyList<OrchestratorProcess> Orchestrators => _orchestrators;

    public Uri SignerControl { get; private set; } = null!;

    public string SignerAdminTokenFile => InFolder("signer", "admin.token");

    public Uri SignerGrpc { get; private set; } = null!;

    /// <summary>HTTP API of the signer, as go-livepeer's gateways and SDKs use it.</summary>
    public Uri SignerHttp { get; private set; } = null!;

    public string SignerTokenFile => InFolder("gateway.token");

    public Uri GatewayHttp { get; private set; } = null!;

    public Uri GatewayControl { get; private set; } = null!;

    public Uri GatewayRtmp { get; private set; } = null!;

    public string GatewayAdminTokenFile => InFolder("gateway", "admin.token");

    public string LogFolder => InFolder("logs");

    public Spawner Spawner => _spawner;

    /// <summary>Starts everything and waits until all are ready.</summary>
    /// <exception cref="NetworkFault">A program did not come up.</exception>
    public static async Task<Network> StartAsync(NetworkOptions options, TimeProvider clock, Action<string> progress, CancellationToken cancellationToken)
    {
        var network = new Network(options, clock);
        try
        {
            network.PrepareFolder();
            progress("Starting orchestrators ...");
            for (var i = 1; i <= options.Orchestrators; i++)
            {
                network._orchestrators.Add(await network.StartOrchestratorAsync(i, cancellationToken));
            }

            progress("Starting the signer ...");
            await network.MakeKeysAsync(cancellationToken);
            await network.StartSignerAsync(cancellationToken);
            progress("Starting the gateway ...");
            await network.StartGatewayAsync(cancellationToken);
            await GatewayReadiness.WaitAsync(network.GatewayControl, clock, cancellationToken);
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    /// <summary>A crash of the signer.</summary>
    public Task KillSignerAsync(CancellationToken cancellationToken) => _signer!.KillAsync(cancellationToken);

    /// <summary>Starts the signer again, on the same files and ports.</summary>
    public async Task StartSignerAsync(CancellationToken cancellationToken)
    {
        var ready = InFolder("signer.ready");
        File.Delete(ready);
        _signer = await ChildProcess.StartDotnetAsync(_spawner, "signer", ProgramFiles.Signer, [.. SignerArguments(), "--ready-file", ready, .. _options.SignerArguments], LogFolder);
        var addresses = await ReadyFile.WaitAsync(_signer, ready, _clock, cancellationToken);
        SignerGrpc = new Uri(addresses["grpc"]);
        SignerHttp = new Uri(addresses["http"]);
        SignerControl = new Uri(addresses["control"]);
    }

    /// <summary>Starts an orchestrator again that died, at its old address with its old key and new secrets.</summary>
    public async Task RestartOrchestratorAsync(int index, CancellationToken cancellationToken)
    {
        var earlier = _orchestrators[index];
        await earlier.Process.DisposeAsync();
        _orchestrators[index] = await StartOrchestratorAsync(index + 1, cancellationToken, earlier);
    }

    /// <summary>The programs that ended although nobody asked them to.</summary>
    public IEnumerable<ChildProcess> Ended() =>
        _orchestrators.Select(orchestrator => orchestrator.Process).Append(_signer!).Append(_gateway!).Where(process => process.HasExited);

    public async ValueTask DisposeAsync()
    {
        // The gateway first: it says goodbye to the orchestrators and reports to the signer.
        await StopAsync(_gateway);
        await Task.WhenAll(_orchestrators.Select(orchestrator => StopAsync(orchestrator.Process)).Append(StopAsync(_signer)));
        _spawner.Dispose();
    }

    private static async Task StopAsync(ChildProcess? process)
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    private void PrepareFolder()
    {
        if (Directory.Exists(_options.Folder))
        {
            Directory.Delete(_options.Folder, recursive: true);
        }

        Directory.CreateDirectory(_options.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(LogFolder);
    }

    private async Task<OrchestratorProcess> StartOrchestratorAsync(int number, CancellationToken cancellationToken, OrchestratorProcess? earlier = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"orchestrator-{number}");
        var ready = InFolder(name + ".ready");
        File.Delete(ready);
        string[] arguments =
        [
            "run", "--listen", earlier?.Service.Authority ?? "127.0.0.1:0", "--control", earlier?.Control.Authority ?? "127.0.0.1:0",
            "--key-file", InFolder(name + ".key"), "--ready-file", ready,
            "--l1-block", L1Block.ToString(CultureInfo.InvariantCulture), "--l1-genesis-unix-seconds", _genesis,
            .. _options.OrchestratorArguments,
        ];
        var process = await ChildProcess.StartDotnetAsync(_spawner, name, ProgramFiles.Orchestrator, arguments, LogFolder);
        var addresses = await ReadyFile.WaitAsync(process, ready, _clock, cancellationToken);
        return new OrchestratorProcess(name, process, new Uri(addresses["serviceUri"]), new Uri(addresses["controlUri"]), addresses["address"]);
    }

    private async Task MakeKeysAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(InFolder("passphrase"), Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), cancellationToken);
        File.SetUnixFileMode(InFolder("passphrase"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await RunSignerAsync("keys", ["keys", "new", "--folder", InFolder("signer", "keystore"), "--passphrase-file", InFolder("passphrase"), "--light"], cancellationToken);
        await RunSignerAsync("tenants", ["tenants", "create", Tenant, "--dataDir", InFolder("signer"), "--out", SignerTokenFile], cancellationToken);
    }

    private async Task RunSignerAsync(string name, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var (code, output) = await ChildProcess.RunDotnetAsync(_spawner, "signer-" + name, ProgramFiles.Signer, arguments, LogFolder, cancellationToken);
        if (code != 0)
        {
            throw new NetworkFault($"remote-signer {string.Join(' ', arguments)} ended with code {code}:\n{output}");
        }
    }

    private IEnumerable<string> SignerArguments() =>
    [
        "run", "--dataDir", InFolder("signer"), "--ethPassword", "@" + InFolder("passphrase"),
        "--grpc-addr", SignerGrpc?.Authority ?? Address(8937), "--httpAddr", SignerHttp?.Authority ?? Address(8936), "--cliAddr", SignerControl?.Authority ?? Address(7936),
        "--orchAddr", string.Join(',', _orchestrators.Select(orchestrator => orchestrator.Service.AbsoluteUri)),
        "--chain-deposit-wei", "5000000000000000000", "--chain-reserve-wei", "5000000000000000000", "--chain-round", "3890",
        "--chain-l1-block", L1Block.ToString(CultureInfo.InvariantCulture), "--chain-l1-genesis-unix-seconds", _genesis,
    ];

    private async Task StartGatewayAsync(CancellationToken cancellationToken)
    {
        var ready = InFolder("gateway.ready");
        string[] arguments =
        [
            "run", "--dataDir", InFolder("gateway"), "--ready-file", ready,
            "--rtmpAddr", Address(1935), "--httpAddr", Address(8935), "--cliAddr", Address(7935),
            "--remoteSignerUrl", "grpc://" + SignerGrpc.Authority, "--signer-token", "@" + SignerTokenFile,
            .. _options.GatewayArguments,
        ];
        _gateway = await ChildProcess.StartDotnetAsync(_spawner, "gateway", ProgramFiles.Gateway, arguments, LogFolder);
        var addresses = await ReadyFile.WaitAsync(_gateway, ready, _clock, cancellationToken);
        GatewayRtmp = new Uri(addresses["rtmp"]);
        GatewayHttp = new Uri(addresses["http"]);
        GatewayControl = new Uri(addresses["control"]);
    }

    private string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{(_options.FreePorts ? 0 : port)}");

    private string InFolder(params string[] parts) => Path.Combine([_options.Folder, .. parts]);
}
