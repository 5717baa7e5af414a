using Grpc.Core;
using Livepeer.Protos.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace RemoteSigner.Tests.Support;

/// <summary>An orchestrator that gives everybody the same answer.</summary>
internal sealed class AnsweringOrchestrator : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Service _service;

    private AnsweringOrchestrator(WebApplication app, Service service)
    {
        _app = app;
        _service = service;
        Address = new Uri(app.Urls.Single());
    }

    public Uri Address { get; }

    public OrchestratorRequest? LastRequest => _service.LastRequest;

    public static async Task<AnsweringOrchestrator> StartAsync(OrchestratorInfo answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var service = new Service(answer);
        builder.Services.AddRoutingCore().AddSingleton(service).AddGrpc();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.UseRouting().UseEndpoints(static routes => routes.MapGrpcService<Service>());
        await app.StartAsync();
        return new AnsweringOrchestrator(app, service);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private sealed class Service(OrchestratorInfo answer) : Orchestrator.OrchestratorBase
    {
        public OrchestratorRequest? LastRequest { get; private set; }

        public override Task<OrchestratorInfo> GetOrchestrator(OrchestratorRequest request, ServerCallContext context)
        {
            LastRequest = request;
            return Task.FromResult(answer);
        }
    }
}
