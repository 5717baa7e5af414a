using RemoteSigner.Usage;

namespace RemoteSigner.Metrics;

/// <summary>How the delivery of usage goes, read when somebody scrapes.</summary>
internal static class UsageState
{
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var delivery = services.GetRequiredService<UsageDelivery>();
        var delivered = metrics.Factory.CreateCounter("remote_signer_usage_delivered_total", "Payments that the usage webhook took since start.");
        var failures = metrics.Factory.CreateCounter("remote_signer_usage_failures_total", "Deliveries to the usage webhook that failed and are repeated.");
        var waiting = metrics.Factory.CreateGauge("remote_signer_usage_waiting", "1 while payments wait because the last delivery failed, else 0.");
        var lost = metrics.Factory.CreateCounter("remote_signer_usage_lost_total", "Payments that were dropped, too old or too many, before the usage webhook took them.");
        var givenUp = metrics.Factory.CreateCounter("remote_signer_usage_given_up_total", "Payments that the usage webhook refused by themselves until they were not sent again.");
        var oldest = metrics.Factory.CreateGauge("remote_signer_usage_oldest_seconds", "Age of the oldest payment that the usage webhook has not taken; 0 when it has all.");
        var time = services.GetRequiredService<TimeProvider>();
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            delivered.IncTo(delivery.Delivered);
            failures.IncTo(delivery.Failures);
            lost.IncTo(delivery.Lost);
            givenUp.IncTo(delivery.GivenUp);
            oldest.Set(delivery.Oldest is { } since ? Math.Max(0, (time.GetUtcNow() - since).TotalSeconds) : 0);
            waiting.Set(delivery.IsWaiting ? 1 : 0);
        });
    }
}
