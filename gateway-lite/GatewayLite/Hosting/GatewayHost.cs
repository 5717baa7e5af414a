using System.Text.Json;
using System.Text.Json.Serialization;
using GatewayLite.Ai;
using GatewayLite.Configuration;
using GatewayLite.Control;
using GatewayLite.Playback;
using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Program;

namespace GatewayLite.Hosting;

/// <summary>A whole gateway in this process: the program starts one, tests start as many as they like.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(12);
    private readonly WebApplication _app;
    private readonly Listeners _listeners;

    private GatewayHost(WebApplication app, Listeners listeners)
    {
        _app = app;
        _listeners = listeners;
    }

    /// <summary>Where publishers connect.</summary>
    public Uri RtmpAddress => _app.Services.GetRequiredService<IngestService>().Address;

    /// <summary>Where playback and AI are reached.</summary>
    public Uri HttpAddress => _listeners.Http;

    /// <summary>Where the control port is reached.</summary>
    public Uri ControlAddress => _listeners.Control;

    /// <summary>One line of JSON that says where the gateway listens.</summary>
    public string ReadyLine => JsonSerializer.Serialize(
        new ReadyJson(true, "gateway-lite", ProductVersion.Text, Environment.ProcessId, Text(RtmpAddress), Text(HttpAddress), Text(ControlAddress)),
        ReadyContext.Default.ReadyJson);

    /// <summary>Starts a gateway. It serves when this returns; whether somebody pays and works is asked by /readyz.</summary>
    /// <exception cref="StartupException">Something is in the way; every reason is named.</exception>
    public static async Task<GatewayHost> StartAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var dependencies = GatewayDependencies.Open(options);
        var listeners = new Listeners();
        var app = Build(options, dependencies, listeners, time);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            await app.DisposeAsync();
            throw new StartupException([failure.Message], failure);
        }

        var host = new GatewayHost(app, listeners);
        StartupBanner.Log(app.Logger, options, host);
        return host;
    }

    /// <summary>Waits until somebody stops the process, then lets streams finish.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Ends publications, says goodbye to orchestrators, reports what is to be reported.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var limit = new CancellationTokenSource(Drain))
        {
            await _app.StopAsync(limit.Token);
        }

        await _app.DisposeAsync();
    }

    private static WebApplication Build(GatewayOptions options, GatewayDependencies dependencies, Listeners listeners, TimeProvider time)
    {
        // An empty builder reads no appsettings.json and no ASPNETCORE_ variables: the option table is the only way to configure a gateway.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gateway-lite" });
        builder.Logging.AddProgramLogging(options.MinimumLogLevel, options.LogsJson);
        builder.Services.AddSingleton(options).AddSingleton(time).AddRoutingCore();
        builder.Services.AddAccess(dependencies).AddMedia(options).AddGatewayMetrics(options).AddPayer(options, dependencies).AddPipelines(options).AddControl();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => listeners.Configure(kestrel, options, dependencies.Certificate));

        var app = builder.Build();
        app.MapWhen(ControlPort.IsControl, control => control.UseRouting().UseEndpoints(ControlRoutes.Map));
        app.UseRouting().UseEndpoints(routes =>
        {
            routes.MapPlayerPage();
            routes.MapPlayback();
            routes.MapAi();
            routes.MapGet("/healthz", () => Results.Empty);
        });
        return app;
    }

    private static string Text(Uri address) => address.ToString().TrimEnd('/');
}

internal sealed record ReadyJson(
    [property: JsonPropertyName("ready")] bool Ready,
    [property: JsonPropertyName("program")] string Program,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("processId")] int ProcessId,
    [property: JsonPropertyName("rtmp")] string Rtmp,
    [property: JsonPropertyName("http")] string Http,
    [property: JsonPropertyName("control")] string Control);

[JsonSerializable(typeof(ReadyJson))]
internal sealed partial class ReadyContext : JsonSerializerContext;
