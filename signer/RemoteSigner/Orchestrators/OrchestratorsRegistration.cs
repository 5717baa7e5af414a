using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Discovery;
using Livepeer.Orchestrators.Sources;
using RemoteSigner.Configuration;

namespace RemoteSigner.Orchestrators;

internal static class OrchestratorsRegistration
{
    /// <summary>The list of orchestrators, kept up to date in the background. A further source is one more <see cref="IOrchestratorSource"/>.</summary>
    public static IServiceCollection AddOrchestrators(this IServiceCollection services, SignerOptions options)
    {
        services.AddSingleton<ISenderIdentity, DeskIdentity>();
        services.AddSingleton(new NetworkAccess(allowedHosts: []));
        services.AddSingleton(provider => new OrchestratorClient(
            provider.GetRequiredService<ISenderIdentity>(), provider.GetRequiredService<NetworkAccess>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOrchestratorSource>(new StaticOrchestratorSource(options.Orchestrators));
        if (options.OrchestratorWebhook is { } webhook)
        {
            services.AddSingleton<IOrchestratorSource>(provider => new WebhookOrchestratorSource(webhook, provider.GetRequiredService<TimeProvider>()));
        }

        services.AddSingleton(provider => new OrchestratorDiscovery(
            provider.GetRequiredService<OrchestratorClient>(),
            provider.GetRequiredService<NetworkAccess>(),
            [.. provider.GetServices<IOrchestratorSource>()],
            Of(options),
            new Random(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OrchestratorDiscovery>>()));
        services.AddSingleton<DiscoveryAnswers>().AddSingleton<OrchestratorWatchers>();
        return services.AddHostedService<DiscoveryService>();
    }

    private static DiscoveryOptions Of(SignerOptions options) => new()
    {
        Interval = options.DiscoveryInterval,
        ExtraNodes = options.ExtraNodes,
        Blocked = options.BlockedOrchestrators,
        Ceilings = options.Ceilings,
        StateFile = options.OrchestratorStateFile,
    };
}
