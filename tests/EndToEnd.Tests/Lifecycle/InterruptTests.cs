using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DevNet.Processes;
using EndToEnd.Tests.Support;

namespace EndToEnd.Tests.Lifecycle;

public sealed class InterruptTests
{
    private static readonly string Folder = LiveNetwork.FolderOf("interrupted");
    private static readonly string Logs = LiveNetwork.FolderOf("interrupted-logs");

    [ProgramFact("ffmpeg", "ffprobe")]
    public async Task Interrupt_OfTheLocalNetwork_EndsEveryProgramAndFreesEveryPort()
    {
        using var spawner = new Spawner();
        _ = Directory.CreateDirectory(Logs);
        await using (var first = await StartAsync(spawner, "first"))
        {
            var programs = ProcessTree.Below(first.Id);
            var ports = PortsInUse();
            Assert.True(programs.Count >= 5, $"a signer, a gateway, two orchestrators and a publisher were expected, there are {programs.Count} programs");
            Assert.Equal(10, ports.Count);

            await InterruptAsync(first);

            Assert.Equal(0, first.ExitCode);
            Assert.DoesNotContain(programs, ProcessTree.IsRunning);
            foreach (var port in ports)
            {
                // Somebody else on this machine may have been given it meanwhile, for a moment.
                _ = await Wait.ForAsync($"port {port.ToString(CultureInfo.InvariantCulture)} to be free", () => Task.FromResult(IsFree(port)), static isFree => isFree);
            }
        }

        // On the same folder, as somebody does who starts it again.
        await using var second = await StartAsync(spawner, "second");
        await InterruptAsync(second);
        Assert.Equal(0, second.ExitCode);
    }

    private static async Task<ChildProcess> StartAsync(Spawner spawner, string name)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "DevNet", here.Name, "devnet.dll");
        File.Delete(Path.Combine(Logs, name + ".log"));

        // Tests may run where interrupts are ignored (nohup, background jobs), and programs inherit that.
        var process = await ChildProcess.StartAsync(spawner, name, "env", ["--default-signal=INT", ProgramFiles.Dotnet, program, "--folder", Folder, "--free-ports"], Logs);
        try
        {
            _ = await Wait.ForAsync("the network to be up", () => Task.FromResult(process.LastWords()), said => said.Contains("Watch at", StringComparison.Ordinal) || process.HasExited);
            Assert.False(process.HasExited, process.LastWords());
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    private static async Task InterruptAsync(ChildProcess network)
    {
        network.Interrupt();
        using var deadline = new CancellationTokenSource(Wait.Patience);
        await network.WaitForExitAsync(deadline.Token);
    }

    /// <summary>Everything that the programs of the network said they listen on: two ports each of signer and orchestrators, three of the gateway.</summary>
    private static List<int> PortsInUse() =>
        [.. Directory.GetFiles(Folder, "*.ready")
            .SelectMany(file => JsonElement.Parse(File.ReadAllText(file)).EnumerateObject())
            .Where(property => property.Value.ValueKind == JsonValueKind.String && property.Value.GetString()!.Contains("://", StringComparison.Ordinal))
            .Select(property => new Uri(property.Value.GetString()!).Port)];

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
