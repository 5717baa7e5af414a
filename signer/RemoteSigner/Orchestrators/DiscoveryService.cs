using Livepeer.Orchestrators.Discovery;

namespace RemoteSigner.Orchestrators;

/// <summary>Runs the list of orchestrators with the host. What is known from the configuration and from before a restart is there before the first call.</summary>
internal sealed class DiscoveryService(OrchestratorDiscovery discovery) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        discovery.Open();
        return base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => discovery.RunAsync(stoppingToken);
}
