using DevOrchestrator.Api;
using DevOrchestrator.Byoc;
using DevOrchestrator.Control;
using DevOrchestrator.Live;
using DevOrchestrator.Runners;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DevOrchestrator.Hosting;

/// <summary>The two listeners: the network's over TLS, the control port in plain HTTP.</summary>
internal static class WebApps
{
    /// <summary>100 tickets are 10 kB of header and 600 are 60 kB; go's own limit for all headers is this.</summary>
    private const int MaxHeaderBytes = 1024 * 1024;

    /// <summary>For a handshake and for the headers of a request: machines that run tests are busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static WebApplication Service(Node node, OpenConnections connections)
    {
        var options = node.Options;
        var certificate = SelfSignedCertificate.Create((options.ServiceUri?.Host ?? options.Listen.Address.ToString()).Trim('[', ']'), node.Time);
        var builder = Builder(kestrel =>
        {
            kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
            kestrel.Limits.Http2.MaxRequestHeaderFieldSize = MaxHeaderBytes;
            kestrel.Limits.RequestHeadersTimeout = Patience;
            kestrel.Limits.MinResponseDataRate = null; // and for slow readers
            kestrel.Limits.MinRequestBodyDataRate = null; // real orchestrators wait for slow uploads
            kestrel.Limits.MaxRequestBodySize = SegmentEndpoint.MaxSegmentBytes;
            kestrel.Listen(options.Listen, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.Use(connections.Track);
                listen.UseHttps(certificate, static https => https.HandshakeTimeout = Patience);
            });
        });
        builder.Services.AddSingleton(node);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<OrchestratorService>();
        app.MapPost("/segment", new SegmentEndpoint(node).HandleAsync);
        app.MapPost("/payment", new PaymentEndpoint(node).HandleAsync);
        app.MapPost("/text-to-image", new TextToImageEndpoint(node).HandleAsync);
        app.MapPost("/live-video-to-video", new LiveStartEndpoint(node).HandleAsync);
        new TrickleEndpoints(node).Map(app);
        RunnerRoutes.Map(app, node);
        var places = new CapabilityPlaces(options.Byoc);
        app.MapGet("/process/token", new TokenEndpoint(node, places).HandleAsync);
        app.MapPost("/process/request/{**path}", new JobEndpoint(node, places).HandleAsync);
        var results = new ResultEndpoint(node);
        app.MapGet("/stream/{session}/{profile}/{file}", (HttpContext context, string session, string profile, string file) =>
            results.RenditionAsync(context, session, profile, file));
        app.MapGet("/stream/{request}/{file}", (HttpContext context, string request, string file) => results.ImageAsync(context, request, file));
        return app;
    }

    public static WebApplication Control(Node node, Action die)
    {
        var app = Builder(kestrel => kestrel.Listen(node.Options.Control, listen => listen.Protocols = HttpProtocols.Http1)).Build();
        new ControlEndpoints(node, die).Map(app);
        return app;
    }

    private static WebApplicationBuilder Builder(Action<KestrelServerOptions> configure)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            configure(kestrel);
        });
        builder.Logging.SetMinimumLevel(LogLevel.Error).AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        return builder;
    }
}
