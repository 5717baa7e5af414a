using System.Net.Http.Headers;
using System.Text.Json;
using DevNet.Processes;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;

namespace Drills.World;

/// <summary>One signer process, which can be ended, stopped and started again on its files and ports.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly SignerFiles _files;
    private readonly Spawner _spawner;
    private readonly IReadOnlyList<string> _arguments;
    private ChildProcess? _process;
    private GrpcChannel? _channel;
    private string _grpc = "127.0.0.1:0";
    private string _control = "127.0.0.1:0";

    public Replica(SignerFiles files, Spawner spawner, string name, IEnumerable<string> arguments)
    {
        _files = files;
        _spawner = spawner;
        Name = name;
        _arguments = [.. arguments];
    }

    public string Name { get; }

    /// <summary>Ledger, audit log and tokens of this replica.</summary>
    public string Folder => Path.Combine(_files.Folder, Name);

    /// <summary>Environment of the process, NAME=value.</summary>
    public IReadOnlyList<string> Surroundings { get; init; } = [];

    public int ProcessId => _process!.Id;

    /// <summary>For payers. It stays the same over restarts: the port does.</summary>
    public Payments.PaymentsClient Client { get; private set; } = null!;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ready = Path.Combine(_files.Folder, Name + ".ready");
        File.Delete(ready);
        _process = await ChildProcess.StartAsync(
            _spawner,
            Name,
            "env",
            [
                .. Surroundings, ProgramFiles.Dotnet, ProgramFiles.Signer, .. _files.Arguments(Folder), "--grpc-addr", _grpc, "--cliAddr", _control, "--ready-file", ready,
                .. _arguments,
            ],
            _files.LogFolder);
        var addresses = await ReadyFile.WaitAsync(_process, ready, TimeProvider.System, cancellationToken);
        _grpc = new Uri(addresses["grpc"]).Authority;
        _control = new Uri(addresses["control"]).Authority;
        if (_channel is null)
        {
            _channel = GrpcChannel.ForAddress(
                "http://" + _grpc,
                new GrpcChannelOptions { InitialReconnectBackoff = TimeSpan.FromMilliseconds(50), MaxReconnectBackoff = TimeSpan.FromMilliseconds(200) });
            Client = new(_channel);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        await _process!.KillAsync(cancellationToken);
        await EndAsync();
    }

    /// <summary>SIGTERM, as an update does.</summary>
    public async Task StopAsync()
    {
        await _process!.StopAsync();
        await EndAsync();
    }

    /// <summary>SIGSTOP or SIGCONT.</summary>
    public void Signal(int signal) => Signals.Send(ProcessId, signal);

    /// <summary>What the running program says of its usage, over all tenants.</summary>
    public async Task<Usage> UsageAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{_control}/usage");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Path.Combine(Folder, "admin.token"), cancellationToken)).Trim());
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        var days = document.RootElement.GetProperty("days").EnumerateArray().ToArray();
        return new Usage(
            days.Sum(day => day.GetProperty("payments").GetInt64()),
            days.Sum(day => day.GetProperty("tickets").GetInt64()),
            days.Aggregate(Fraction.Zero, (sum, day) => sum + Fraction.Parse(day.GetProperty("expectedValueWei").GetString()!)));
    }

    /// <summary>What <c>audit verify</c> finds when this signer is down: the log whole, and its end there where the ledger knows it.</summary>
    /// <returns>Empty when nothing is wrong.</returns>
    public async Task<string> VerifyAuditAsync(CancellationToken cancellationToken)
    {
        try
        {
            var said = await _files.RunAsync(
                ["audit", "verify", "--json", "--dataDir", Folder, "--ethKeystorePath", _files.Keystore, .. _arguments.Chunk(2).Where(pair => pair[0].StartsWith("--redis", StringComparison.Ordinal)).SelectMany(pair => pair)],
                cancellationToken);
            using var found = JsonDocument.Parse(said);
            var end = found.RootElement.GetProperty("end");
            return end.GetProperty("checked").GetBoolean() ? string.Empty : end.GetProperty("text").GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            return fault.Message.ReplaceLineEndings(" ");
        }
    }

    /// <summary>One line of /metrics, over all its labels.</summary>
    public async Task<double> MetricAsync(string name, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
        var text = await http.GetStringAsync(new Uri($"http://{_control}/metrics"), cancellationToken);
        return text.Split('\n')
            .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is ' ' or '{')
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await EndAsync();
    }

    private async Task EndAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            await process.DisposeAsync();
        }
    }

    /// <summary>Sums of the signer's own account.</summary>
    internal sealed record Usage(long Payments, long Tickets, Fraction ExpectedValue);
}
