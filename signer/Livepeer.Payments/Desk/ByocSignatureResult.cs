using Livepeer.Crypto;

namespace Livepeer.Payments.Desk;

/// <summary>Answer of the desk to a BYOC job.</summary>
public abstract record ByocSignatureResult
{
    private ByocSignatureResult()
    {
    }

    /// <summary>Signed.</summary>
    /// <param name="Sender">Who signs.</param>
    /// <param name="Signature">Of the job.</param>
    public sealed record Signed(EthAddress Sender, Signature65 Signature) : ByocSignatureResult;

    /// <summary>Not signed.</summary>
    /// <param name="Refusal">Why.</param>
    public sealed record Refused(PaymentRefusal Refusal) : ByocSignatureResult;
}
