using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace RemoteSigner.Metrics;

/// <summary>Measures signatures. A custodian that signs at once costs no state machine.</summary>
internal sealed class MeteredCustodian(IKeyCustodian custodian, SignerMetrics metrics, TimeProvider time) : IKeyCustodian
{
    public EthAddress Address => custodian.Address;

    public bool SignsDeterministically => custodian.SignsDeterministically;

    public ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var signing = custodian.SignAsync(digest, cancellationToken);
        if (!signing.IsCompletedSuccessfully)
        {
            return AwaitAsync(signing, started);
        }

        metrics.Signed(time.GetElapsedTime(started));
        return signing;
    }

    private async ValueTask<Signature65> AwaitAsync(ValueTask<Signature65> signing, long started)
    {
        try
        {
            var signature = await signing;
            metrics.Signed(time.GetElapsedTime(started));
            return signature;
        }
        catch (CustodyUnavailableException)
        {
            metrics.SigningFailed();
            throw;
        }
    }
}
