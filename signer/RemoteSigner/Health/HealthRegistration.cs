using Livepeer.Protos.RemoteSigner.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RemoteSigner.Health;

internal static class HealthRegistration
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(5);

    /// <summary>Readiness, and its gRPC face for the whole server and for the payment service by name.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<DependencyLog>();
        services.AddSingleton<Readiness>();

        // It would tell of an outage anew with every question.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map(string.Empty, _ => true);
            health.Services.Map(Payments.Descriptor.FullName, _ => true);
        }).AddCheck<ReadinessCheck>("readiness");
        services.Configure<HealthCheckPublisherOptions>(publisher =>
        {
            publisher.Delay = TimeSpan.Zero;
            publisher.Period = WatchInterval;
        });
        return services;
    }
}
