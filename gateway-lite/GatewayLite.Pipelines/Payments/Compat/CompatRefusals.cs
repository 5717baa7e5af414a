using Livepeer.Payments.Desk;
using Livepeer.Payments.Jobs;
using Livepeer.Wire.SignerApi;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>What the statuses of go-livepeer's signer API mean for a gateway. Pure.</summary>
internal static class CompatRefusals
{
    private const string CannotPayForCode = "payer_cannot_pay_for_job";

    // Source: go-livepeer server/remote_signer.go, the one refusal of many tickets.
    private const string TooManyTicketsText = "exceeds maximum of";

    /// <summary>For work that the API has no words for.</summary>
    public static PayerRefusal NotPayable(JobKind kind) => kind switch
    {
        JobKind.VideoSegment => new(
            PayerRefusalKind.Policy,
            CannotPayForCode,
            "The signer is used through go-livepeer's HTTP API, which cannot sign for video segments: use a signer with gRPC (grpc:// or grpcs://), or play streams without renditions."),
        _ => new(PayerRefusalKind.Policy, CannotPayForCode, $"The signer is used through go-livepeer's HTTP API, and this gateway pays for no {kind} through it."),
    };

    /// <summary>A reason of the catalogue that was found before the signer was asked.</summary>
    public static PayerRefusal Named(RefusalKind kind, string message, string actual = "", string limit = "") =>
        new(SignerRefusals.KindOf(RefusalCatalogue.For(kind)), RefusalCatalogue.For(kind).Code, message, actual, limit);

    public static PayerRefusal Silent(string detail) => new(PayerRefusalKind.Unavailable, SignerRefusals.Unreachable, $"The signer did not answer: {detail}.");

    public static PayerRefusal Malformed(string detail) => new(PayerRefusalKind.Malformed, "payer_malformed", $"The signer's answer cannot be used: {detail}");

    /// <summary>A status other than 200 and 482.</summary>
    /// <param name="status">The signer's, or its webhook's.</param>
    /// <param name="said">Its message; may be empty.</param>
    public static PayerRefusal Of(int status, string said)
    {
        var words = said.Length > 0 ? said : FormattableString.Invariant($"status {status}");
        return status switch
        {
            SignerStatuses.RefreshSession => new(PayerRefusalKind.RefreshNeeded, "payer_wants_refresh", $"The signer wants fresh ticket parameters: {words}"),
            SignerStatuses.PriceExceeded => Named(RefusalKind.PriceAboveCeiling, $"The signer finds the price too high: {words}"),
            SignerStatuses.InsufficientBalance or 402 or 429 => new(PayerRefusalKind.Policy, "payer_exhausted", $"The signer's budget or rate for this gateway is used up: {words}"),
            400 when said.Contains(TooManyTicketsText, StringComparison.Ordinal) => Named(RefusalKind.TooManyTickets, $"The signer refuses so many tickets: {words}"),
            400 or 409 => new(PayerRefusalKind.OfferUnacceptable, "payer_rejects_offer", $"The signer does not accept the orchestrator's offer: {words}"),
            401 => new(PayerRefusalKind.Policy, "payer_unauthenticated", $"The signer does not accept this gateway's credentials: {words}"),
            403 => new(PayerRefusalKind.Policy, "payer_denied", $"The signer does not allow this job: {words}"),
            >= 500 => new(PayerRefusalKind.Unavailable, "payer_failed", $"The signer failed: {words}"),
            _ => new(PayerRefusalKind.Policy, "payer_unimplemented", FormattableString.Invariant($"There is no signer with go-livepeer's HTTP API at the address: it answers with status {status}.")),
        };
    }
}
