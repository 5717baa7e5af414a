using RemoteSigner.Tenants.Identity;

namespace RemoteSigner.Tenants;

internal static class TenantsRegistration
{
    /// <summary>Who may call, and what each was given.</summary>
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<TenantDirectory>();
        services.AddHostedService(provider => provider.GetRequiredService<TenantDirectory>());
        return services.AddSingleton<CallerIdentification>().AddSingleton<TenantUsage>();
    }
}
