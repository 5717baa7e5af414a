using System.Text.Json;
using DevNet.Processes;

namespace EndToEnd.Tests.Support;

/// <summary>Another gateway at the signer and the orchestrators of a network, with settings of its own.</summary>
internal sealed class ExtraGateway : IAsyncDisposable
{
    private readonly LiveNetwork _network;
    private readonly string _name;

    private ExtraGateway(LiveNetwork network, string name, ChildProcess process, IReadOnlyDictionary<string, string> addresses)
    {
        _network = network;
        _name = name;
        Process = process;
        Rtmp = new Uri(addresses["rtmp"]);
        Http = new Uri(addresses["http"]);
        Control = new Uri(addresses["control"]);
    }

    public ChildProcess Process { get; }

    public Uri Rtmp { get; }

    public Uri Http { get; }

    public Uri Control { get; }

    /// <param name="network">Whose signer and orchestrators.</param>
    /// <param name="name">Folder and log.</param>
    /// <param name="signerTokenFile">The token it shows to the signer.</param>
    /// <param name="arguments">More arguments.</param>
    public static Task<ExtraGateway> StartAsync(LiveNetwork network, string name, string signerTokenFile, params string[] arguments) =>
        StartAsync(network, network.Network.Orchestrators, name, signerTokenFile, arguments);

    /// <param name="network">Whose signer.</param>
    /// <param name="orchestrators">The ones it works with.</param>
    /// <param name="name">Folder and log.</param>
    /// <param name="signerTokenFile">The token it shows to the signer.</param>
    /// <param name="arguments">More arguments.</param>
    public static Task<ExtraGateway> StartAsync(
        LiveNetwork network, IEnumerable<OrchestratorProcess> orchestrators, string name, string signerTokenFile, params string[] arguments) => StartAsync(
            network,
            name,
            [
                "--remoteSignerUrl", "grpc://" + network.Network.SignerGrpc.Authority, "--signer-token", "@" + signerTokenFile,
                "--orchAddr", string.Join(',', orchestrators.Select(orchestrator => orchestrator.Service.AbsoluteUri)),
                "--transcodingOptions", Picture.Profile, .. arguments,
            ]);

    /// <summary>A gateway that uses the signer through go-livepeer's HTTP API: it shows its token in a header, and works with the orchestrators of the signer's list.</summary>
    /// <param name="network">Whose signer.</param>
    /// <param name="name">Folder and log.</param>
    /// <param name="signerTokenFile">The token it shows to the signer.</param>
    /// <param name="arguments">More arguments.</param>
    public static async Task<ExtraGateway> StartCompatAsync(LiveNetwork network, string name, string signerTokenFile, params string[] arguments)
    {
        var headers = Path.Combine(network.Folder, name + ".headers");
        await File.WriteAllTextAsync(headers, "Authorization:Bearer " + (await File.ReadAllTextAsync(signerTokenFile)).Trim());
        return await StartAsync(
            network, name, ["--remoteSignerUrl", network.Network.SignerHttp.GetLeftPart(UriPartial.Authority), "--remoteSignerHeaders", "@" + headers, .. arguments]);
    }

    private static async Task<ExtraGateway> StartAsync(LiveNetwork network, string name, string[] arguments)
    {
        var ready = Path.Combine(network.Folder, name + ".ready");
        var process = await ChildProcess.StartDotnetAsync(
            network.Network.Spawner,
            name,
            ProgramFiles.Gateway,
            [
                "run", "--dataDir", Path.Combine(network.Folder, name), "--ready-file", ready, "--rtmpAddr", "127.0.0.1:0", "--httpAddr", "127.0.0.1:0", "--cliAddr", "127.0.0.1:0",
                .. arguments,
            ],
            network.Network.LogFolder);
        return new ExtraGateway(network, name, process, await ReadyFile.WaitAsync(process, ready, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Answer of /readyz.</summary>
    public async Task<JsonElement> ReadinessAsync()
    {
        using var answer = await _network.Http.GetAsync(new Uri(Control, "readyz"));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A stream in /status; null while it is not there.</summary>
    public async Task<JsonElement?> StreamAsync(string stream)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Control, "status"));
        request.Headers.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(_network.Folder, _name, "admin.token"))).Trim());
        using var answer = await _network.Http.SendAsync(request);
        _ = answer.EnsureSuccessStatusCode();
        var streams = JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("streams").EnumerateArray().Where(each => each.GetProperty("name").GetString() == stream).ToArray();
        return streams.Length == 0 ? null : streams[0];
    }

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}
