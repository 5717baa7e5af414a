using System.Net;
using Conformance.Running;
using Conformance.Signer;
using DevOrchestrator.Hosting;

namespace Conformance.Tests;

/// <summary>Our signer, whose clock stands still until a behaviour lets time pass, and an orchestrator that it can tell about.</summary>
public sealed class SignerUnderTest : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private DevOrchestratorHost? _orchestrator;
    private TestSigner? _signer;
    private HttpClient? _http;

    internal Trial Trial { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _orchestrator = await DevOrchestratorHost.StartAsync(new DevOrchestratorOptions { Transcoder = TranscoderKind.Copy }, CancellationToken.None);
        var signer = _signer = await TestSigner.StartAsync(orchestrator: _orchestrator.ServiceUri);
        var http = _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = signer.Address };
        Trial = new Trial(new SignerClient(http), new TrialSettings { L1Block = TestSigner.L1Block }, signer.Time, Pass);
        await KnowsAnOrchestratorAsync(http, signer);

        Task Pass(TimeSpan time, CancellationToken cancellationToken)
        {
            signer.Time.Advance(time);
            return Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_signer is not null)
        {
            await _signer.DisposeAsync();
            _signer = null;
        }

        if (_orchestrator is not null)
        {
            await _orchestrator.DisposeAsync();
        }
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    private static async Task KnowsAnOrchestratorAsync(HttpClient http, TestSigner signer)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            using var answer = await http.GetAsync(new Uri(SignerClient.DiscoveryPath, UriKind.Relative), deadline.Token);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            // It asks once more when its clock says so, which is slow enough here for an answer to come through on a busy machine.
            signer.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(Pause, TimeProvider.System, deadline.Token);
        }
    }
}
