using System.Text.Json;
using System.Text.Json.Serialization;
using GatewayLite.Ai;
using GatewayLite.Configuration;
using GatewayLite.Control;
using GatewayLite.Errors;
using GatewayLite.Playback;
using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Program;

namespace GatewayLite.Hosting;

/// <summary>A whole gateway in this process: the program starts one, tests start as many as they like.</summary>
public sealed class GatewayHost : IAsyncDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(12);
    private readonly WebApplication _app;
    private readonly GatewayDependencies _dependencies;
    private readonly Listeners _listeners;
    private readonly Lazy<Task> _end;

    private GatewayHost(WebApplication app, GatewayDependencies dependencies, Listeners listeners)
    {
        _app = app;
        _dependencies = dependencies;
        _listeners = listeners;
        _end = new Lazy<Task>(EndAsync);
        RtmpAddress = app.Services.GetRequiredService<IngestService>().Address;
    }

    /// <summary>Where publishers connect.</summary>
    public Uri RtmpAddress { get; }

    /// <summary>Where playback and AI are reached.</summary>
    public Uri HttpAddress => _listeners.Http;

    /// <summary>Where the control port is reached.</summary>
    public Uri ControlAddress => _listeners.Control;

    internal IServiceProvider Services => _app.Services;

    /// <summary>One line of JSON that says where the gateway listens.</summary>
    public string ReadyLine => JsonSerializer.Serialize(
        new ReadyJson(true, "gateway-lite", ProductVersion.Text, Environment.ProcessId, Text(RtmpAddress), Text(HttpAddress), Text(ControlAddress)),
        ReadyContext.Default.ReadyJson);

    /// <summary>Starts a gateway. It serves when this returns; whether somebody pays and works is asked by /readyz.</summary>
    /// <exception cref="StartupException">Something is in the way; every reason is named.</exception>
    public static Task<GatewayHost> StartAsync(GatewayOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        StartAsync(options, time, adjust: null, cancellationToken);

    /// <summary>As the other one, with a last word on the builder.</summary>
    internal static async Task<GatewayHost> StartAsync(GatewayOptions options, TimeProvider time, Action<WebApplicationBuilder>? adjust, CancellationToken cancellationToken)
    {
        var dependencies = GatewayDependencies.Open(options);
        var listeners = new Listeners();
        var app = Build(options, dependencies, listeners, time, adjust);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            dependencies.Dispose();
            if (failure is IOException)
            {
                throw new StartupException([failure.Message], failure);
            }

            throw;
        }

        var host = new GatewayHost(app, dependencies, listeners);
        StartupBanner.Log(app.Logger, options, host);
        return host;
    }

    /// <summary>Waits until somebody stops the process, then lets streams finish.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Ends publications, says goodbye to orchestrators, reports what is to be reported. Twice is once.</summary>
    public async ValueTask DisposeAsync() => await _end.Value;

    private async Task EndAsync()
    {
        using (var limit = new CancellationTokenSource(Drain))
        {
            await _app.StopAsync(limit.Token);
        }

        await _app.DisposeAsync();
        _dependencies.Dispose();
    }

    private static WebApplication Build(
        GatewayOptions options, GatewayDependencies dependencies, Listeners listeners, TimeProvider time, Action<WebApplicationBuilder>? adjust)
    {
        // An empty builder reads no appsettings.json and no ASPNETCORE_ variables: the option table is the only way to configure a gateway.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "gateway-lite" });
        builder.Logging.AddProgramLogging(options.MinimumLogLevel, options.LogsJson);
        builder.Services.AddSingleton(options).AddSingleton(time).AddRoutingCore();
        builder.Services.AddAccess(dependencies).AddMedia(options).AddGatewayMetrics(options).AddPayer(options, dependencies.Signer).AddPipelines(options).AddControl();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => listeners.Configure(kestrel, options, dependencies.Certificate));
        adjust?.Invoke(builder);

        var app = builder.Build();
        // Made now, because it knows when the gateway started.
        app.Services.GetRequiredService<StatusReport>();
        app.MapWhen(ControlPort.IsControl, control => control.UseRouting().UseEndpoints(ControlRoutes.Map));
        app.UseMiddleware<Unanswered>().UseRouting().UseEndpoints(routes =>
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
