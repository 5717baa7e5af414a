using Livepeer.Orchestrators.Catalog;

namespace GatewayLite.Hosting;

/// <summary>Keeps the directory of orchestrators up to date while the gateway runs.</summary>
internal sealed class DirectoryService(OrchestratorDirectory directory) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => directory.RunAsync(stoppingToken);
}
