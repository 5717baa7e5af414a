using System.Net;
using GatewayLite.Access;
using GatewayLite.Ai;
using GatewayLite.Configuration;
using GatewayLite.Control;
using GatewayLite.Ingest;
using GatewayLite.Media.Rtmp;
using GatewayLite.Media.Segments;
using GatewayLite.Media.Timeline;
using GatewayLite.Metrics;
using GatewayLite.Payers;
using GatewayLite.Pipelines.Ai;
using GatewayLite.Pipelines.Dispatch;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Payments.Compat;
using GatewayLite.Pipelines.Status;
using GatewayLite.Pipelines.Video;
using GatewayLite.Playback;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Catalog;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Selection;
using Livepeer.Orchestrators.Sources;
using Prometheus;

namespace GatewayLite.Hosting;

/// <summary>What the gateway is made of, one method a room.</summary>
internal static class Registration
{
    // Results of AI requests stay as long as orchestrators keep theirs.
    private static readonly TimeSpan KeepMedia = TimeSpan.FromMinutes(10);
    private const long MediaShelfBytes = 256L << 20;
    private const int HistoryPerSession = 4;

    public static IServiceCollection AddAccess(this IServiceCollection services, GatewayDependencies dependencies) =>
        services.AddSingleton(dependencies.AdminToken).AddSingleton(dependencies.StreamKeys).AddSingleton(dependencies.AppTokens);

    public static IServiceCollection AddMedia(this IServiceCollection services, GatewayOptions options)
    {
        services.AddSingleton(new SegmentMemory(options.SegmentMemoryBytes));
        services.AddSingleton(provider => new LiveStreams(
            new LiveStreamsOptions { MaxSessions = options.MaxSessions, Takeover = options.Takeover }, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new MediaShelf(MediaShelfBytes, KeepMedia, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new TranscodingHistory(HistoryPerSession * options.MaxSessions));
        services.AddSingleton<IPublishGate>(provider => ActivatorUtilities.CreateInstance<PublishGate>(provider, options.Profiles));
        services.AddSingleton<IngestService>().AddHostedService(provider => provider.GetRequiredService<IngestService>());
        services.AddSingleton(provider => new IngestAddress(
            provider.GetRequiredService<IngestService>().Address, provider.GetRequiredService<StreamKeys>().AreRequired));
        return services;
    }

    public static IServiceCollection AddGatewayMetrics(this IServiceCollection services, GatewayOptions options)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        services.AddSingleton(registry);
        services.AddSingleton(provider => new GatewayMetrics(
            provider.GetRequiredService<CollectorRegistry>(), options.MaxSessions, Dns.GetHostName(), provider.GetRequiredService<SegmentMemory>()));
        services.AddSingleton(provider =>
        {
            var metrics = provider.GetRequiredService<GatewayMetrics>();
            // Resolved late: the watch itself needs the payer, which needs this meter.
            var watch = new Lazy<SenderWatch>(provider.GetRequiredService<SenderWatch>);
            return new PipelineMeter(happened =>
            {
                metrics.Count(happened);
                watch.Value.Observe(happened);
            });
        });
        return services;
    }

    /// <summary>The one switch on mode.</summary>
    public static IServiceCollection AddPayer(this IServiceCollection services, GatewayOptions options, SignerAccess access)
    {
        switch (options)
        {
            case { Signer: null }:
                services.AddSingleton<IPayer, FreePayer>();
                break;
            case { IsCompatSigner: true, Signer: { } signer }:
                services.AddSingleton(new CompatPayerOptions { Endpoint = signer, Headers = access.AllHeaders });
                services.AddSingleton<IPayer, CompatPayer>();
                break;
            case { Signer: { } signer }:
                services.AddSingleton(new RemotePayerOptions { Endpoint = signer, Token = access.Token! });
                services.AddSingleton<IPayer, RemotePayer>();
                break;
        }

        // Orchestrators are asked in the payer's name, and the list may be the signer's: without it both were in vain.
        services.AddSingleton(provider => new SenderWatch(
            provider.GetRequiredService<IPayer>(),
            provider.GetRequiredService<OrchestratorDirectory>().RefreshSoon,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SenderWatch>>()));
        services.AddHostedService(provider => provider.GetRequiredService<SenderWatch>());
        return services;
    }

    public static IServiceCollection AddPipelines(this IServiceCollection services, GatewayOptions options)
    {
        if (options.Orchestrators.Count > 0)
        {
            services.AddSingleton<IOrchestratorSource>(new StaticOrchestratorSource(options.Orchestrators));
        }
        else if (options.IsCompatSigner)
        {
            services.AddSingleton<IOrchestratorSource, CompatOrchestratorSource>();
        }
        else
        {
            services.AddSingleton<IOrchestratorSource, SignerOrchestratorSource>();
        }

        services.AddSingleton(new NetworkAccess([]));
        services.AddSingleton(provider => new OrchestratorClient(
            provider.GetRequiredService<IPayer>(), provider.GetRequiredService<NetworkAccess>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OrchestratorDirectory(
            provider.GetRequiredService<OrchestratorClient>(),
            [provider.GetRequiredService<IOrchestratorSource>()],
            new DirectoryOptions(),
            new LatencySelection(LatencySelection.DefaultRandomShare),
            new Random(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OrchestratorDirectory>>()));
        services.AddSingleton(provider => new OrchestratorNetwork(
            provider.GetRequiredService<OrchestratorClient>(), provider.GetRequiredService<OrchestratorDirectory>(), provider.GetRequiredService<NetworkAccess>()));
        services.AddSingleton(options.Video).AddSingleton<VideoSessions>();
        services.AddSingleton(options.Ai).AddSingleton<AiSessions>();
        services.AddHostedService<DirectoryService>();
        return services;
    }

    public static IServiceCollection AddControl(this IServiceCollection services)
    {
        services.AddSingleton(provider => new JudgedWork(
            provider.GetRequiredService<GatewayOptions>().Profiles,
            provider.GetRequiredService<VideoOptions>(),
            provider.GetRequiredService<AiOptions>(),
            provider.GetRequiredService<IPayer>()));
        return services.AddSingleton<Readiness>().AddSingleton<StatusReport>();
    }
}
