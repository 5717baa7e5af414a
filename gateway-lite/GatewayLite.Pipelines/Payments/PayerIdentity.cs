using Livepeer.Crypto;

namespace GatewayLite.Pipelines.Payments;

/// <summary>Who pays, as orchestrators want to see it.</summary>
/// <param name="Address">The sender; the zero address when nothing is paid.</param>
/// <param name="Signature">65 bytes over the checksummed address; empty when nothing is paid.</param>
public sealed record PayerIdentity(EthAddress Address, ReadOnlyMemory<byte> Signature);

/// <summary>The identity, or why it is not known.</summary>
public abstract record PayerIdentityAnswer
{
    private PayerIdentityAnswer()
    {
    }

    /// <summary>Known.</summary>
    /// <param name="Identity">The sender.</param>
    public sealed record Known(PayerIdentity Identity) : PayerIdentityAnswer;

    /// <summary>Not known now.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Unknown(PayerRefusal Refusal) : PayerIdentityAnswer;
}
