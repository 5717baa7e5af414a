using Livepeer.Crypto;
using Livepeer.Hosting.Program;
using Livepeer.Ledger.Redis;
using RemoteSigner.Admission;
using RemoteSigner.Api;
using RemoteSigner.Api.Control;
using RemoteSigner.Api.Grpc;
using RemoteSigner.Api.Http;
using RemoteSigner.Authorization;
using RemoteSigner.Configuration;
using RemoteSigner.Health;
using RemoteSigner.Metrics;
using RemoteSigner.Orchestrators;
using RemoteSigner.Tenants;
using RemoteSigner.Tenants.Identity;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Usage;

namespace RemoteSigner.Hosting;

/// <summary>A whole signer in this process: the program starts one, tests start as many as they like.</summary>
public sealed class SignerHost : IAsyncDisposable
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(3);
    private readonly WebApplication _app;
    private readonly SignerDependencies _dependencies;
    private readonly Listeners _listeners;

    private SignerHost(WebApplication app, SignerDependencies dependencies, Listeners listeners)
    {
        _app = app;
        _dependencies = dependencies;
        _listeners = listeners;
    }

    /// <summary>Account that pays.</summary>
    public EthAddress Sender => _dependencies.Key.Address;

    /// <summary>A file with the key or its passphrase that every user of the machine may read; null when there is none.</summary>
    internal string? ExposedKeyFile => _dependencies.ExposedKeyFile;

    /// <summary>Where the ledger is.</summary>
    internal string LedgerPlace => _dependencies.Ledger.Place;

    /// <summary>What is not as safe about it as it could be.</summary>
    internal IReadOnlyList<string> LedgerWarnings => _dependencies.Ledger is RedisLedger redis ? redis.Warnings : [];

    /// <summary>Where passers-by can read what is said.</summary>
    internal IEnumerable<Uri> PlaintextBeyondLoopback => _listeners.All.Where(listener => listener.IsPlaintextBeyondLoopback).Select(listener => listener.Address);

    /// <summary>Where the gRPC API is reached.</summary>
    public Uri GrpcAddress => _listeners.Grpc.Address;

    /// <summary>Where go-livepeer's HTTP API is reached.</summary>
    public Uri HttpAddress => _listeners.Http.Address;

    /// <summary>Where the control port is reached.</summary>
    public Uri ControlAddress => _listeners.Control.Address;

    /// <summary>Starts a signer. It answers calls when this returns.</summary>
    /// <exception cref="StartupException">Something is in the way; every reason is named.</exception>
    public static Task<SignerHost> StartAsync(SignerOptions options, CancellationToken cancellationToken) =>
        StartAsync(options, new HostSurroundings(), cancellationToken);

    /// <summary>Starts a signer in given surroundings.</summary>
    /// <exception cref="StartupException">Something is in the way; every reason is named.</exception>
    public static async Task<SignerHost> StartAsync(SignerOptions options, HostSurroundings surroundings, CancellationToken cancellationToken)
    {
        var dependencies = await SignerDependencies.OpenAsync(options, surroundings.FirstLedgerEpoch, surroundings.Time);
        var listeners = new Listeners(options, dependencies.Tls);
        var app = Build(options, surroundings, dependencies, listeners);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            await app.DisposeAsync();
            await dependencies.DisposeAsync();
            throw failure is IOException or TenantsFileException ? new StartupException([failure.Message], failure) : failure;
        }

        var host = new SignerHost(app, dependencies, listeners);
        StartupBanner.Log(app.Logger, options, host);
        AuditReport.Log(app.Logger, dependencies.Audit, isAlone: options.Redis is null);
        app.Lifetime.ApplicationStopping.Register(() => StartupBanner.LogStopping(app.Logger, Drain));
        return host;
    }

    /// <summary>Waits until somebody stops the process, then lets calls in flight finish.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => _app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Has <see cref="WaitForShutdownAsync"/> come to its end.</summary>
    public void RequestStop() => _app.Lifetime.StopApplication();

    /// <summary>Stops accepting, finishes calls in flight, closes the audit log and the ledger, zeroes the key.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var limit = new CancellationTokenSource(Drain))
        {
            await _app.StopAsync(limit.Token);
        }

        StartupBanner.LogDrained(_app.Logger);
        await _app.DisposeAsync();
        await _dependencies.DisposeAsync();
    }

    private static WebApplication Build(SignerOptions options, HostSurroundings surroundings, SignerDependencies dependencies, Listeners listeners)
    {
        // An empty builder reads no appsettings.json and no ASPNETCORE_ variables: the option table is the only way to configure a signer.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "remote-signer" });
        builder.Logging.AddProgramLogging(options.MinimumLogLevel, options.LogsJson);
        builder.Services.AddSingleton(options).AddSingleton(surroundings.Time).AddSingleton(dependencies.AdminToken).AddRoutingCore();
        builder.Services.AddPayments(options, dependencies).AddTenants().AddAdmission().AddOrchestrators(options).AddSignerMetrics().AddHealth().AddUsage(dependencies.Usage).AddApi(options.GrpcReflection);
        builder.Services.AddListening(listeners, dependencies.Tls).AddHttpApi().AddAuthorizationWebhook(dependencies.Webhook);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(listeners.Add);
        surroundings.Adjust?.Invoke(builder);

        var app = builder.Build();
        var services = app.Services;
        services.GetRequiredService<StatusReport>();
        ScrapedState.Register(services, Secp256k1.Best.Name);
        DiscoveryState.Register(services);
        UsageState.Register(services);
        TenantState.Register(services);
        SwitchState.Register(services);
        AdmissionRegistration.Register(services);
        AuditState.Register(services);
        ListenerState.Register(services.GetRequiredService<SignerMetrics>(), listeners, dependencies.Tls);
        app.MapWhen(listeners.Control.Received, control => control.UseRouting().UseEndpoints(ControlEndpoints.Map));
        app.MapWhen(listeners.Http.Received, http => http.UseRouting().UseEndpoints(HttpApi.Map));
        app.UseRouting().UseMiddleware<TenantAuthentication>().UseMiddleware<TenantAdmission>().UseEndpoints(routes => GrpcEndpoints.Map(routes, options.GrpcReflection));
        return app;
    }
}
