using System.Diagnostics;
using System.Text.Json;
using DevOrchestrator.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Strangers;

/// <summary>A client in the language of the network's SDK: one paid session of a live runner from its discovery on.</summary>
public sealed class PythonClientTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    [PythonFact]
    public async Task Session_OfALiveRunner_IsPaidThroughTheSigner()
    {
        var genesis = TimeProvider.System.GetUtcNow();
        await using var signer = await TestSigner.StartAsync(TimeProvider.System);
        await using var orchestrator = await DevOrchestratorHost.StartAsync(
            new DevOrchestratorOptions
            {
                Transcoder = TranscoderKind.Copy,
                Runners = [new RunnerOffer("scope", "live-video-to-video/scope", RunnerUnit.Seconds, PriceWei: 8_000_000_000)],
                L1Block = TestSigner.L1Block,
                L1Genesis = genesis,

                // It charges nobody for how slow this machine is.
                Time = new FakeTimeProvider(genesis),
            },
            CancellationToken.None);

        var events = await RunAsync(signer.Address, orchestrator.ServiceUri);

        Assert.Equal(["identity", "orchestrator", "paid", "session"], events.Take(4).Select(Name));
        Assert.Equal(orchestrator.ServiceUri, new Uri(events[1].GetProperty("uri").GetString()!));
        Assert.Equal(10, events[2].GetProperty("nonces").GetArrayLength());
        Assert.All(events.Skip(4).SkipLast(1), entry => Assert.Contains(Name(entry), new[] { "paid", "skipped" }));
        Assert.Contains(events.Skip(4), entry => Name(entry) == "paid");
        Assert.Equal(("wrong", 400, "app mismatch"), (Name(events[^1]), events[^1].GetProperty("status").GetInt32(), events[^1].GetProperty("message").GetString()));

        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = orchestrator.ControlUri };
        using var statistics = JsonDocument.Parse(await http.GetStringAsync(new Uri("/stats?tickets=1000", UriKind.Relative)));
        var paid = events.Where(entry => Name(entry) == "paid").Sum(entry => entry.GetProperty("nonces").GetArrayLength());
        Assert.Equal(0, statistics.RootElement.GetProperty("nonceViolations").GetInt64());
        Assert.Equal(paid, statistics.RootElement.GetProperty("accepted").GetArrayLength());
    }

    private static string Name(JsonElement entry) => entry.GetProperty("event").GetString()!;

    private static async Task<IReadOnlyList<JsonElement>> RunAsync(Uri signer, Uri orchestrator)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var script = Path.Combine(AppContext.BaseDirectory, "Strangers", "client.py");
        var start = new ProcessStartInfo(PythonFactAttribute.Interpreter!, [script, signer.AbsoluteUri, orchestrator.AbsoluteUri, "60"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var python = Process.Start(start)!;
        var output = python.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = python.StandardError.ReadToEndAsync(deadline.Token);
        await python.WaitForExitAsync(deadline.Token);
        Assert.True(python.ExitCode == 0, await error + await output);
        return [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line =>
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        })];
    }
}
