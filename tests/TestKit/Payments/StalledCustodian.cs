using Livepeer.Crypto;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Signables;

namespace TestKit.Payments;

/// <summary>A key that answers nothing until it is released.</summary>
public sealed class StalledCustodian(IKeyCustodian inner) : IKeyCustodian
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    /// <inheritdoc/>
    public EthAddress Address => inner.Address;

    /// <inheritdoc/>
    public bool SignsDeterministically => inner.SignsDeterministically;

    /// <summary>Ends when the first signature is asked for.</summary>
    public Task Asked => _asked.Task;

    /// <summary>Signatures asked for so far.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Lets all signatures through, now and later.</summary>
    public void Release() => _released.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        _asked.TrySetResult();
        await _released.Task.WaitAsync(cancellationToken);
        return await inner.SignAsync(digest, cancellationToken);
    }
}
