using Livepeer.Crypto;
using Livepeer.Payments.Signables;

namespace Livepeer.Payments.Desk;

/// <summary>Holds the deposit key. Gives back low-s signatures with v 27 or 28 that recover to <see cref="Address"/>.</summary>
public interface IKeyCustodian
{
    /// <summary>The sender.</summary>
    EthAddress Address { get; }

    /// <summary>Whether the same digest always gives the same bytes. Where it does not, first signatures must be stored (requirement S2).</summary>
    bool SignsDeterministically { get; }

    /// <summary>Signs one typed message.</summary>
    /// <exception cref="CustodyUnavailableException">The key cannot be used now.</exception>
    ValueTask<Signature65> SignAsync(SignableDigest digest, CancellationToken cancellationToken);
}

/// <summary>The key cannot be used now.</summary>
public sealed class CustodyUnavailableException : Exception
{
    /// <summary>Says what failed, without key material.</summary>
    public CustodyUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
