using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Authorization;

/// <summary>What came of asking the authorization webhook.</summary>
internal abstract record WebhookVerdict
{
    private WebhookVerdict()
    {
    }

    /// <summary>It allows the payment.</summary>
    /// <param name="Answer">With whom it named and until when it need not be asked.</param>
    public sealed record Allowed(AuthorizationAnswer Answer) : WebhookVerdict;

    /// <summary>It refuses the payment.</summary>
    /// <param name="Status">What the caller gets.</param>
    /// <param name="Reason">What the caller reads.</param>
    public sealed record Refused(int Status, string Reason) : WebhookVerdict;

    /// <summary>It did not answer, or not as it should.</summary>
    /// <param name="Reason">For the operator.</param>
    public sealed record Failed(string Reason) : WebhookVerdict;
}
