using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Livepeer.Protos.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RemoteSigner.Tests.Support;

/// <summary>An orchestrator over TLS that offers models of text-to-image, and runners under /discovery.</summary>
internal sealed class OfferingOrchestrator : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OfferingOrchestrator(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single());
        Info = Requests.Orchestrator();
        Info.Transcoder = Text;
        Offer("sd-turbo");
    }

    public Uri Address { get; }

    public string Text => Address.AbsoluteUri.TrimEnd('/');

    /// <summary>The answer; replaced as a whole, because it may be read meanwhile.</summary>
    public OrchestratorInfo Info { get; private set; }

    /// <summary>JSON of /discovery; null for none, which is status 404.</summary>
    public string? Runners { get; set; }

    /// <summary>Whether it fails for now.</summary>
    public bool IsDown { get; set; }

    public static async Task<OfferingOrchestrator> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var service = new Service();
        builder.Services.AddRoutingCore().AddSingleton(service).AddGrpc();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(SelfSigned())));
        var app = builder.Build();
        app.UseRouting().UseEndpoints(routes =>
        {
            routes.MapGrpcService<Service>();
            routes.MapGet("/discovery", service.DiscoveryAsync);
        });
        await app.StartAsync();
        return service.Owner = new OfferingOrchestrator(app);
    }

    /// <summary>Offers models of text-to-image from now on, at a price.</summary>
    public void Offer(string model, long price = 1200)
    {
        var info = Info.Clone();
        info.PriceInfo.PricePerUnit = price;
        info.Capabilities = new Capabilities { Bitstring = { 1UL << 27 }, Version = "0.9.1", Constraints = new Capabilities.Types.Constraints() };
        info.Capabilities.Constraints.PerCapability[27] = new Capabilities.Types.CapabilityConstraints { Models = { [model] = new Capabilities.Types.ModelConstraint() } };
        Info = info;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=offering", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
    }

    private sealed class Service : Orchestrator.OrchestratorBase
    {
        public OfferingOrchestrator Owner { get; set; } = null!;

        public override Task<OrchestratorInfo> GetOrchestrator(OrchestratorRequest request, ServerCallContext context) =>
            Owner.IsDown ? throw new RpcException(new Status(StatusCode.Unavailable, "down")) : Task.FromResult(Owner.Info);

        public Task DiscoveryAsync(HttpContext context)
        {
            if (Owner is { IsDown: false, Runners: { } runners })
            {
                return context.Response.WriteAsync(runners, context.RequestAborted);
            }

            context.Response.StatusCode = Owner.IsDown ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }
}
