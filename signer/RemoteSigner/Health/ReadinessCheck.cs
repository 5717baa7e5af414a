using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RemoteSigner.Health;

/// <summary>Gives grpc.health.v1 the same truth as /readyz.</summary>
internal sealed class ReadinessCheck(Readiness readiness) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        var broken = (await readiness.AskAsync(cancellationToken)).FirstOrDefault(dependency => !dependency.Works);
        return broken is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{broken.Name} {broken.Detail}");
    }
}
