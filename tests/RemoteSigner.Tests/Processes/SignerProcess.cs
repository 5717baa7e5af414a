using System.Diagnostics;
using System.Text.Json;
using Grpc.Net.Client;
using Livepeer.Protos.RemoteSigner.V1;
using RemoteSigner.Tests.Support;

namespace RemoteSigner.Tests.Processes;

/// <summary>The program itself, as a process of its own.</summary>
internal sealed class SignerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private SignerProcess(Process process, Uri grpc, Uri control)
    {
        _process = process;
        _channel = GrpcChannel.ForAddress(grpc);
        Payments = new Payments.PaymentsClient(_channel);
        Control = control;
    }

    public Payments.PaymentsClient Payments { get; }

    public Uri Control { get; }

    public int Id => _process.Id;

    public static async Task<SignerProcess> StartAsync(SignerFolder folder)
    {
        // Tests may run where signals are ignored (nohup, background jobs), and programs inherit that.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("--default-signal=INT,HUP");
        start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "remote-signer.dll"));
        start.ArgumentList.Add("run");
        foreach (var (name, value) in folder.Arguments(("log-level", "warning")))
        {
            start.ArgumentList.Add("-" + name);
            start.ArgumentList.Add(value);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The signer ended before it was ready.");
        using var ready = JsonDocument.Parse(line);
        return new SignerProcess(process, new Uri(ready.RootElement.GetProperty("grpc").GetString()!), new Uri(ready.RootElement.GetProperty("control").GetString()!));
    }

    /// <summary>As a power cut of the program: no handler runs.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as every service manager sends it.</summary>
    public Task<int> TerminateAsync() => EndAsync("-TERM");

    /// <summary>A signal that asks it to end.</summary>
    public async Task<int> EndAsync(string signal)
    {
        using (var kill = Process.Start("kill", [signal, _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }
}
