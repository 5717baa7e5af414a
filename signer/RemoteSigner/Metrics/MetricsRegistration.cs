using Prometheus;

namespace RemoteSigner.Metrics;

internal static class MetricsRegistration
{
    /// <summary>Own metrics and the process's own figures in a registry of this host. The library's bridge from .NET meters stays off: it repeats names and loses increments.</summary>
    public static IServiceCollection AddSignerMetrics(this IServiceCollection services)
    {
        var registry = Prometheus.Metrics.NewCustomRegistry();
        DotNetStats.Register(registry);
        return services.AddSingleton(new SignerMetrics(registry));
    }
}
