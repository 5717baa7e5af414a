using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Livepeer.Orchestrators.Sources;
using Livepeer.Protos.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livepeer.Orchestrators.Tests.Fakes;

/// <summary>An orchestrator on a real socket that answers as told, also nonsense.</summary>
internal sealed class ScriptedOrchestrator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedOrchestrator(WebApplication app, string scheme)
    {
        _app = app;
        Listed = new ListedOrchestrator(new Uri($"{scheme}://127.0.0.1:{new Uri(app.Urls.Single()).Port}"), Configured: true);
    }

    public ListedOrchestrator Listed { get; }

    /// <summary>Makes the next answers; by default a usable offer with a new session each time.</summary>
    public Func<OrchestratorRequest, CancellationToken, Task<OrchestratorInfo>> Answer { get; set; } = null!;

    public ConcurrentQueue<OrchestratorRequest> Questions { get; } = [];

    public ConcurrentQueue<AuthToken> Ended { get; } = [];

    public static async Task<ScriptedOrchestrator> StartAsync(TimeProvider time, bool tls = true, Action<WebApplication>? map = null, bool http1 = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = tls ? HttpProtocols.Http1AndHttp2 : http1 ? HttpProtocols.Http1 : HttpProtocols.Http2;
            if (tls)
            {
                listen.UseHttps(SelfSigned());
            }
        }));
        var service = new Service();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.MapGrpcService<Service>();
        map?.Invoke(app);
        await app.StartAsync();
        var orchestrator = new ScriptedOrchestrator(app, tls ? "https" : "http");
        var session = 0;
        orchestrator.Answer = (_, _) => Task.FromResult(Some.Info(orchestrator.Listed.Uri, time.GetUtcNow(), $"session{Interlocked.Increment(ref session)}"));
        service.Owner = orchestrator;
        return orchestrator;
    }

    public async ValueTask DisposeAsync()
    {
        using var hurry = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(hurry.Token);
        await _app.DisposeAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=scripted", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    private sealed class Service : Orchestrator.OrchestratorBase
    {
        public ScriptedOrchestrator Owner { get; set; } = null!;

        public override Task<OrchestratorInfo> GetOrchestrator(OrchestratorRequest request, ServerCallContext context)
        {
            Owner.Questions.Enqueue(request);
            return Owner.Answer(request, context.CancellationToken);
        }

        public override Task<EndTranscodingSessionResponse> EndTranscodingSession(EndTranscodingSessionRequest request, ServerCallContext context)
        {
            Owner.Ended.Enqueue(request.AuthToken);
            return Task.FromResult(new EndTranscodingSessionResponse());
        }
    }
}
