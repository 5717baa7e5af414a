using Livepeer.Orchestrators.Sources;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>Reads the lists of orchestrators. Nobody on them is asked: that takes the key's signature, and one who is silent today is no mistake of the configuration.</summary>
internal static class OrchestratorProbe
{
    public static async Task<ProbeResult> TryAsync(SignerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var listed = options.Orchestrators.ToHashSet();
        if (options.OrchestratorWebhook is { } webhook)
        {
            try
            {
                using var source = new WebhookOrchestratorSource(webhook, time);
                listed.UnionWith((await source.ListAsync(cancellationToken)).Select(orchestrator => orchestrator.Uri));
            }
            catch (OrchestratorListException failure)
            {
                return new(false, $"the webhook {webhook.GetLeftPart(UriPartial.Path)} gives no list: {failure.Message}");
            }
        }

        return (listed.Count, options.OrchestratorWebhook) switch
        {
            (0, null) => new(true, $"none listed: callers bring their own, and ask in vain for a list. {OrchestratorRows.OrchAddr.Flag} and {OrchestratorRows.OrchWebhookUrl.Flag} name some"),
            (0, _) => new(false, "the webhook's list is empty, and nobody else is listed"),
            (var count, _) => new(true, $"{count} listed"),
        };
    }
}
