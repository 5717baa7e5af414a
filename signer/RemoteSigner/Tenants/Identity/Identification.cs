using Livepeer.Payments.Desk;

namespace RemoteSigner.Tenants.Identity;

/// <summary>What is known of who makes a request.</summary>
internal abstract record Identification
{
    private Identification()
    {
    }

    /// <summary>A tenant that may call.</summary>
    public sealed record Known(Caller Caller) : Identification;

    /// <summary>Nothing: neither a bearer token was shown nor a certificate that names a tenant.</summary>
    /// <param name="Refusal">For callers who have to prove who they are.</param>
    public sealed record Anonymous(PaymentRefusal Refusal) : Identification;

    /// <summary>What was shown is wrong, or proves somebody who may not call.</summary>
    public sealed record Refused(PaymentRefusal Refusal) : Identification;
}
