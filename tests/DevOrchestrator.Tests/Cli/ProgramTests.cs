using System.Diagnostics;
using System.Text.Json;

namespace DevOrchestrator.Tests.Cli;

public sealed class ProgramTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Run_FaultDie_ProcessEndsAtOnce()
    {
        using var process = Start();
        var ready = await ReadyAsync(process);
        using var control = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(ready.GetProperty("controlUri").GetString()!) };
        using var body = new StringContent("""{"die":true}""");

        // The answer is usually lost: the process ends while it is on its way.
        await Record.ExceptionAsync(() => control.PostAsync(new Uri("/faults", UriKind.Relative), body));

        await WaitAsync(process);
        Assert.NotEqual(0, process.ExitCode);
    }

    [Fact]
    public async Task Run_Sigterm_EndsWithSuccess()
    {
        using var process = Start();
        await ReadyAsync(process);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);

        await WaitAsync(process);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Run_PublicControlAddress_SaysWhyItDoesNotStart()
    {
        using var process = Start("--control", "0.0.0.0:0");

        var error = await process.StandardError.ReadToEndAsync();

        await WaitAsync(process);
        Assert.Contains("not loopback", error, StringComparison.Ordinal);
        Assert.Equal(1, process.ExitCode);
    }

    private static Process Start(params string[] flags)
    {
        string[] command = [Path.Combine(AppContext.BaseDirectory, "dev-orchestrator.dll"), "run", "--listen", "127.0.0.1:0", "--transcoder", "copy", .. flags];
        return Process.Start(new ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task<JsonElement> ReadyAsync(Process process)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
        Assert.False(string.IsNullOrEmpty(line), "the program ended before it was ready");
        return JsonDocument.Parse(line).RootElement;
    }

    private static async Task WaitAsync(Process process)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await process.WaitForExitAsync(deadline.Token);
    }
}
