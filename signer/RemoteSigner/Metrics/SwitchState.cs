using Livepeer.Payments.Desk;

namespace RemoteSigner.Metrics;

/// <summary>The kill switch, read when /metrics is asked for.</summary>
internal static class SwitchState
{
    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var signing = services.GetRequiredService<ISigningSwitch>();
        var halted = metrics.Factory.CreateGauge("remote_signer_signing_halted", "1 while the operator has all signing stopped, else 0.");
        metrics.Registry.AddBeforeCollectCallback(async cancellationToken =>
        {
            try
            {
                halted.Set(await signing.ReadAsync(cancellationToken) is null ? 0 : 1);
            }
            catch (LedgerUnavailableException)
            {
                // What it was when the ledger last answered; that it does not has metrics of its own.
            }
        });
    }
}
