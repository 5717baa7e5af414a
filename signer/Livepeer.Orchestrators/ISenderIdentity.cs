using Livepeer.Wire.Offers;

namespace Livepeer.Orchestrators;

/// <summary>Who asks orchestrators. Where the key is, or whether there is one, is not known here.</summary>
public interface ISenderIdentity
{
    /// <summary>The identity; cheap after the first call.</summary>
    /// <exception cref="SenderIdentityUnavailableException">The signer that knows it cannot be reached or refuses.</exception>
    ValueTask<SenderIdentity> GetAsync(CancellationToken cancellationToken);
}

/// <summary>The identity cannot be had now. No orchestrator is to blame.</summary>
public sealed class SenderIdentityUnavailableException : Exception
{
    /// <summary>Says what failed.</summary>
    public SenderIdentityUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
