namespace Livepeer.Crypto;

/// <summary>What the network accepts as a signature, before any curve arithmetic.</summary>
/// <remarks>Source: go-livepeer crypto/verify.go; OpenZeppelin ECDSA as the TicketBroker uses it.</remarks>
internal static class SignatureRange
{
    /// <summary>Whether v is 27 or 28, r is in 1 to n - 1 and s in 1 to n / 2.</summary>
    public static bool Contains(in Signature65 signature)
    {
        if (signature.V is not (27 or 28) || signature.S.IsZero)
        {
            return false;
        }

        Span<byte> scalar = stackalloc byte[Hash32.Size];
        signature.R.CopyTo(scalar);
        if (!CurveOrder.Contains(scalar))
        {
            return false;
        }

        signature.S.CopyTo(scalar);
        return scalar.SequenceCompareTo(CurveOrder.Half) <= 0;
    }
}
