using System.Net;
using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteSigner.Api.Http;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Tests.Support;

/// <summary>The discovery route alone on a listener of its own, over a list of given orchestrators.</summary>
internal sealed class DiscoveryListener : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly OrchestratorClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;

    private DiscoveryListener(WebApplication app, OrchestratorClient client, OrchestratorDiscovery discovery)
    {
        _app = app;
        _client = client;
        Discovery = discovery;
        _run = discovery.RunAsync(_stop.Token);
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public OrchestratorDiscovery Discovery { get; }

    public HttpClient Http { get; }

    public static async Task<DiscoveryListener> StartAsync(DiscoveryOptions options, params OfferingOrchestrator[] orchestrators)
    {
        var access = new NetworkAccess([]);
        var client = new OrchestratorClient(new UnpaidIdentity(), access, TimeProvider.System);
        var source = new StaticOrchestratorSource(orchestrators.Select(orchestrator => orchestrator.Address));
        var discovery = new OrchestratorDiscovery(client, access, [source], options with { Interval = DiscoveryOptions.MinInterval }, new Random(), TimeProvider.System, NullLogger<OrchestratorDiscovery>.Instance);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore().AddSingleton(discovery).AddSingleton<DiscoveryAnswers>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseRouting().UseEndpoints(routes => DiscoverOrchestrators.Map(routes));
        await app.StartAsync();
        return new DiscoveryListener(app, client, discovery);
    }

    /// <summary>Waits until so many orchestrators answered, those that are told about also with their runners.</summary>
    public Task AnsweredAsync(int count) => Eventually.HoldsAsync(() =>
    {
        var list = Discovery.Current;
        return Task.FromResult(list.Counts.Answering + list.Counts.Blocked == count && list.Orchestrators.All(orchestrator => orchestrator.RunnersSeen is not null));
    });

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Discovery.Dispose();
        _client.Dispose();
        _stop.Dispose();
    }
}
