using Livepeer.Payments.Desk;

namespace RemoteSigner.Metrics;

/// <summary>The kill switch, read when /metrics is asked for.</summary>
internal static class SwitchState
{
    // A scrape must not wait for a ledger that is stuck: then it is most needed.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static void Register(IServiceProvider services)
    {
        var metrics = services.GetRequiredService<SignerMetrics>();
        var signing = services.GetRequiredService<ISigningSwitch>();
        var time = services.GetRequiredService<TimeProvider>();
        var halted = metrics.Factory.CreateGauge("remote_signer_signing_halted", "1 while the operator has all signing stopped, else 0.");
        metrics.Registry.AddBeforeCollectCallback(async cancellationToken =>
        {
            using var patience = new CancellationTokenSource(Patience, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
            try
            {
                halted.Set(await signing.ReadAsync(either.Token).AsTask().WaitAsync(either.Token) is null ? 0 : 1);
            }
            catch (Exception silence) when (silence is LedgerUnavailableException || (silence is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // What it was when the ledger last answered; that it does not has metrics of its own. What stopped in this process needs no ledger.
                if (signing.Latched is not null)
                {
                    halted.Set(1);
                }
            }
        });
    }
}
