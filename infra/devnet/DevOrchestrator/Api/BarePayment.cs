using DevOrchestrator.Accounts;
using DevOrchestrator.Hosting;
using Livepeer.Protos.Net;

namespace DevOrchestrator.Api;

/// <summary>A payment that comes without work, for a manifest that runs elsewhere. Source of order and texts: go-livepeer server/segment_rpc.go.</summary>
internal static class BarePayment
{
    /// <summary>Credits it and answers with fresh ticket parameters and the same token; or the refusal. Exactly one of the two.</summary>
    public static (PaymentResult? Result, Refusal? Refusal) Take(Node node, PaidRequest request, string manifest, JobKind kind)
    {
        // The answer is made first: who cannot be given new parameters is not credited either. Its price is that of the token's session, not of the manifest.
        var described = node.Describe(request.Sender, request.Data.Capabilities, request.Data.AuthToken.SessionId, request.Data.AuthToken);
        if (described.Info is not { } info)
        {
            return (null, new Refusal(StatusCodes.Status500InternalServerError, "Internal Server Error"));
        }

        if (request.Credit(manifest, kind) is { } refusal)
        {
            return (null, refusal);
        }

        if (node.Faults.Current.AreTicketParamsKept && request.Payment.Wire.TicketParams is { } used)
        {
            info.TicketParams = used.Clone();
            info.TicketParams.ExpirationParams = request.Payment.Wire.ExpirationParams;
            info.PriceInfo = request.Payment.Wire.ExpectedPrice;
        }

        return (new PaymentResult { Info = info }, null);
    }
}
