using Livepeer.Orchestrators;
using Livepeer.Orchestrators.Asking;
using Livepeer.Orchestrators.Connections;

namespace RemoteSigner.Orchestrators;

internal static class OrchestratorsRegistration
{
    /// <summary>The list of orchestrators, kept up to date in the background.</summary>
    public static IServiceCollection AddOrchestrators(this IServiceCollection services)
    {
        services.AddSingleton<ISenderIdentity, DeskIdentity>();
        services.AddSingleton(provider => new OrchestratorClient(
            provider.GetRequiredService<ISenderIdentity>(), new NetworkAccess(allowedHosts: []), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<OrchestratorList>();
        return services.AddHostedService(provider => provider.GetRequiredService<OrchestratorList>());
    }
}
