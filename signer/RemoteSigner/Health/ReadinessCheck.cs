using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace RemoteSigner.Health;

/// <summary>Gives grpc.health.v1 the same truth as /readyz.</summary>
internal sealed partial class ReadinessCheck(Readiness readiness, ILogger<ReadinessCheck> logger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
    {
        try
        {
            var broken = (await readiness.AskAsync(cancellationToken)).FirstOrDefault(dependency => !dependency.Works);
            return broken is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"{broken.Name} {broken.Detail}");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The framework's own lines about this check are off.
            LogBroke(failure);
            throw;
        }
    }

    [LoggerMessage(2053, LogLevel.Error, "Whether the signer is ready could not be found out: a defect of the signer.")]
    private partial void LogBroke(Exception failure);
}
