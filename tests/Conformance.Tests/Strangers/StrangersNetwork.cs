using System.Net;
using System.Text.Json;
using DevOrchestrator.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Strangers;

/// <summary>Our signer and an orchestrator that judges by rules of its own; each has a clock that moves by hand.</summary>
internal sealed class StrangersNetwork : IAsyncDisposable
{
    public const string Model = "noop";

    private StrangersNetwork(TestSigner signer, DevOrchestratorHost orchestrator, FakeTimeProvider orchestratorTime)
    {
        Signer = signer;
        Orchestrator = orchestrator;
        OrchestratorTime = orchestratorTime;
    }

    public TestSigner Signer { get; }

    public DevOrchestratorHost Orchestrator { get; }

    public FakeTimeProvider OrchestratorTime { get; }

    public static async Task<StrangersNetwork> StartAsync()
    {
        var signer = await TestSigner.StartAsync();
        var time = new FakeTimeProvider(TestSigner.Start);
        var options = new DevOrchestratorOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            Transcoder = TranscoderKind.Copy,
            AiModels = [new AiModelOffer("live-video-to-video", Model, 50)],
            L1Block = TestSigner.L1Block,
            L1Genesis = TestSigner.Start,
            Time = time,
        };
        return new StrangersNetwork(signer, await DevOrchestratorHost.StartAsync(options, CancellationToken.None), time);
    }

    /// <summary>Time goes by for both.</summary>
    public void Pass(TimeSpan time)
    {
        Signer.Time.Advance(time);
        OrchestratorTime.Advance(time);
    }

    /// <summary>What the orchestrator says happened.</summary>
    public async Task<JsonElement> StatisticsAsync()
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Orchestrator.ControlUri };
        using var document = JsonDocument.Parse(await http.GetStringAsync(new Uri("/stats?tickets=1000", UriKind.Relative)));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        await Orchestrator.DisposeAsync();
        await Signer.DisposeAsync();
    }
}
