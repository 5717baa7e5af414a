using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RemoteSigner.Tests.Support;

/// <summary>A webhook that lists orchestrators.</summary>
internal sealed class ListingWebhook : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ListingWebhook(WebApplication app)
    {
        _app = app;
        Address = new Uri(new Uri(app.Urls.Single()), "/list?key=secret");
    }

    public Uri Address { get; }

    public static async Task<ListingWebhook> StartAsync(string list)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseRouting().UseEndpoints(routes => routes.MapGet("/list", context => context.Response.WriteAsync(list, context.RequestAborted)));
        await app.StartAsync();
        return new ListingWebhook(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
