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
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            delivered.IncTo(delivery.Delivered);
            failures.IncTo(delivery.Failures);
            waiting.Set(delivery.IsWaiting ? 1 : 0);
        });
    }
}
