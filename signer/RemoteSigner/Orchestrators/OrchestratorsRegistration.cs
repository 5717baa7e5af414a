namespace RemoteSigner.Orchestrators;

internal static class OrchestratorsRegistration
{
    /// <summary>The list of orchestrators.</summary>
    public static IServiceCollection AddOrchestrators(this IServiceCollection services) => services.AddSingleton<OrchestratorList>();
}
