using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators;

/// <summary>For networks in which nobody is paid.</summary>
public sealed class UnpaidIdentity : ISenderIdentity
{
    /// <inheritdoc/>
    public ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(SenderIdentity.Nobody);
}
