using Livepeer.Hosting.Tls;
using Prometheus;
using RemoteSigner.Hosting;

namespace RemoteSigner.Metrics;

/// <summary>State of the listeners that is read when /metrics is asked for.</summary>
internal static class ListenerState
{
    public static void Register(SignerMetrics metrics, Listeners listeners, ServerTls? tls)
    {
        var make = metrics.Factory;
        var connections = make.CreateGauge("remote_signer_connections", "Connections that are open. listener: grpc, http or control.", "listener");
        var refused = make.CreateCounter("remote_signer_refused_connections_total", "Connections closed at once because the listener had as many as it may have.", "listener");
        var end = make.CreateGauge(
            "remote_signer_tls_certificate_not_after_seconds", "Unix time at which the certificate in use expires; no sample without TLS.", new GaugeConfiguration { SuppressInitialValue = true });
        metrics.Registry.AddBeforeCollectCallback(() =>
        {
            foreach (var listener in listeners.All)
            {
                connections.WithLabels(listener.Name).Set(listener.Connections);
                refused.WithLabels(listener.Name).IncTo(listener.RefusedConnections);
            }

            if (tls is not null)
            {
                end.Set(tls.NotAfter.ToUnixTimeSeconds());
            }
        });
    }
}
