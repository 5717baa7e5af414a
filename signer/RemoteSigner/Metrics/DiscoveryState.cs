using Livepeer.Orchestrators.Discovery;
using RemoteSigner.Orchestrators;

namespace RemoteSigner.Metrics;

/// <summary>State of the list of orchestrators, read when /metrics is asked for.</summary>
internal static class DiscoveryState
{
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var discovery = services.GetRequiredService<OrchestratorDiscovery>();
        var watchers = services.GetRequiredService<OrchestratorWatchers>();
        var time = services.GetRequiredService<TimeProvider>();
        var make = metrics.Factory;
        var byState = make.CreateGauge(
            "remote_signer_orchestrators", "Orchestrators on the list. state: answering, silent (answered once, but not lately), unseen (nothing is known of their offer) or blocked.", "state");
        var (answering, silent, unseen, blocked) = (byState.WithLabels("answering"), byState.WithLabels("silent"), byState.WithLabels("unseen"), byState.WithLabels("blocked"));
        var age = make.CreateGauge("remote_signer_orchestrators_age_seconds", "Time since any orchestrator answered; 0 before the first answer.");
        var failing = make.CreateGauge("remote_signer_orchestrator_lists_failing", "Lists of orchestrators that could not be read the last time; their last content stays in force.");
        var revision = make.CreateGauge("remote_signer_orchestrators_revision", "Changes of the list since start.");
        var asks = make.CreateCounter("remote_signer_orchestrator_questions_total", "Questions to orchestrators for the list. result: answered or failed.", "result");
        var (answered, failed) = (asks.WithLabels("answered"), asks.WithLabels("failed"));
        var watching = make.CreateGauge("remote_signer_orchestrator_watchers", "Open calls of Watch.");
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            var list = discovery.Current;
            answering.Set(list.Counts.Answering);
            silent.Set(list.Counts.Silent);
            unseen.Set(list.Counts.Unseen);
            blocked.Set(list.Counts.Blocked);
            age.Set(list.Counts.LastSeen is { } seen ? Math.Max(0, (time.GetUtcNow() - seen).TotalSeconds) : 0);
            failing.Set(list.Counts.FailingSources);
            revision.Set(list.Revision);
            answered.IncTo(discovery.Asked.Answered);
            failed.IncTo(discovery.Asked.Failed);
            watching.Set(watchers.Open);
        });
    }
}
