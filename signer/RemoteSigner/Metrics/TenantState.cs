using RemoteSigner.Tenants;

namespace RemoteSigner.Metrics;

/// <summary>State of the registry that is read when /metrics is asked for.</summary>
internal static class TenantState
{
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var tenants = services.GetRequiredService<TenantDirectory>();
        var count = metrics.Factory.CreateGauge("remote_signer_tenants", "Tenants in the registry.");
        var inForce = metrics.Factory.CreateGauge("remote_signer_tenants_file_in_force", "1 when the tenant file as it is now is in force, 0 when it cannot be used and an earlier state is.");
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            count.Set(tenants.Current.Tenants.Length);
            inForce.Set(tenants.Problem is null ? 1 : 0);
        });
    }
}
