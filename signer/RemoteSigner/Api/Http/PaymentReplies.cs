using Livepeer.Payments.Desk;
using Livepeer.Payments.Tickets;
using Livepeer.Wire.Headers;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Seal;

namespace RemoteSigner.Api.Http;

/// <summary>What the desk said, as an answer of the HTTP API.</summary>
internal sealed class PaymentReplies(StateSeal seal, PaymentPolicy policy)
{
    public HttpReply Paid(Payment payment, PaymentForm form)
    {
        var state = PaymentStateJson.Write(PaymentStates.After(payment.Plan, form) with { Tenant = payment.Order.Tenant.Value });
        return HttpReply.Success(RemotePaymentResponseJson.Write(PaymentHeader.Format(payment), SegmentHeader.Format(payment), state, seal.Of(state)));
    }

    public HttpReply Refused(PaymentResult.Refused refused, PaymentForm form, TenantId tenant)
    {
        var refusal = refused.Refusal;
        var status = IsAboutOneTicket(refusal, form.Offer) ? StatusCodes.Status400BadRequest : StatusMap.HttpOf(refusal.Kind);
        var reply = HttpReply.Error(refusal, status, RefusalTexts.Of(refusal, form.Offer));
        return status switch
        {
            SignerStatuses.RefreshSession => reply with { OrchestratorUrl = form.Offer.Transcoder },
            SignerStatuses.NoTickets when refused.Meter is { } reading => reply with { Body = WithState(refusal, PaymentStates.Unchanged(reading, form) with { Tenant = tenant.Value }, form) },
            _ => reply,
        };
    }

    /// <summary>Whether a refusal is one that go-livepeer makes of the offer alone, before it looks at what is asked for.</summary>
    public bool IsAboutTheOffer(PaymentRefusal refusal, OrchestratorOffer offer) =>
        IsAboutOneTicket(refusal, offer) || refusal.Kind
            is RefusalKind.AuthTokenExpiring or RefusalKind.TicketParametersExpired or RefusalKind.NonceSpaceExhausted or RefusalKind.NonceSpaceClosed
            or RefusalKind.MissingAuthToken or RefusalKind.MissingTicketParameters or RefusalKind.InvalidTicketParameters or RefusalKind.MalformedOrchestratorInfo
            or RefusalKind.InvalidPrice or RefusalKind.UnsafeText or RefusalKind.FaceValueTooLow or RefusalKind.TicketEvAboveLimit or RefusalKind.FaceValueAboveDeposit
            or RefusalKind.SenderUnlocking or RefusalKind.NoReserve or RefusalKind.NoDeposit
            or RefusalKind.ChainViewStale or RefusalKind.LedgerUnavailable or RefusalKind.SigningHalted;

    /// <summary>
    /// Whether a single ticket of the offer is above the limit for whole payments: go-livepeer says so when it looks at the offer, and masks it when the
    /// number of tickets is to blame.
    /// </summary>
    private bool IsAboutOneTicket(PaymentRefusal refusal, OrchestratorOffer offer) =>
        refusal.Kind == RefusalKind.TotalEvAboveLimit
        && offer.TicketParameters is { } parameters
        && ExpectedValue.Of(parameters.FaceValue, parameters.WinProbability) > policy.MaxTotalEv;

    private byte[] WithState(PaymentRefusal refusal, PaymentState state, PaymentForm form)
    {
        var bytes = PaymentStateJson.Write(state);
        return RemotePaymentResponseJson.Error(RefusalTexts.Of(refusal, form.Offer), bytes, seal.Of(bytes));
    }
}
