using System.Globalization;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Wire.SignerApi;
using RemoteSigner.Admission;
using RemoteSigner.Authorization;
using RemoteSigner.Seal;

namespace RemoteSigner.Api.Http;

/// <summary>
/// What stands between a well-formed request and the ledger: whose session it is, and what the authorization webhook says. The webhook is asked before
/// anything is stored or signed, with the state that the session would have; a refusal leaves no trace.
/// </summary>
/// <remarks>
/// Source: go-livepeer server/remote_signer.go, which asks after signing. Order, texts and statuses are its own.
/// </remarks>
internal sealed class PaymentGate(PaymentDesk desk, HttpCallers callers, PaymentReplies replies, StateSeal seal, CallAdmission admission, TimeProvider time, AuthorizationWebhook? webhook = null)
{
    /// <summary>Decides on a request.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="form">What for.</param>
    /// <returns>The order to pay, or the answer instead.</returns>
    public async ValueTask<Passage> PassAsync(HttpContext context, HttpCaller caller, PaymentForm form)
    {
        var known = form.State is { } state ? new MeterGrant(state.AuthExpiryUnixSeconds, state.AuthId) : MeterGrant.None;
        if (webhook is null || caller.Tenant is not null)
        {
            // Nobody needs to be asked.
            return await PassAsync(context, caller, form, known, consent: null);
        }

        // Consent lasts for those who had it: a state that was found, or stolen, is no credential.
        var consent = seal.ConsentOf(context.Request.Headers);
        if (IsCurrent(known) && consent == form.Consent)
        {
            return await PassAsync(context, caller, form, known, consent: null);
        }

        // Anybody may come as far as this, and the ledger is asked before the webhook.
        if (!admission.TryEnterStranger(out var full))
        {
            return Passage.Of(HttpCallers.Full(full));
        }

        try
        {
            return await PassAsync(context, caller, form, known, consent);
        }
        finally
        {
            admission.LeaveStranger();
        }
    }

    /// <summary>The same, for one whose place is sure: the webhook is asked when there is somebody to give a consent to.</summary>
    private async ValueTask<Passage> PassAsync(HttpContext context, HttpCaller caller, PaymentForm form, MeterGrant known, string? consent)
    {
        var payer = caller.Tenant is null ? callers.Named(known.AuthId) : caller;
        if (form.LateFault is { } fault)
        {
            return Passage.Of(await JudgeOfferAsync(Order(payer, form, grant: null), form, context.RequestAborted) ?? HttpReply.Invalid(fault));
        }

        // A state that names no tenant is another signer's. One that names the tenant of a webhook is whoever's the webhook says now.
        if (form.State is { Tenant.Length: > 0 } held && !(caller.Tenant is { } tenant ? held.Tenant == tenant.Value : WebhookTenants.IsOne(held.Tenant)))
        {
            return Passage.Of(HttpReply.Error(RefusalKind.SessionMismatch, "the state belongs to another tenant"));
        }

        if (consent is null)
        {
            return Named(context, caller.AuthId, known, expiry: known.ExpiresAtUnixSeconds, payer, form, form.Consent);
        }

        return await desk.ProjectAsync(Order(payer with { Limits = TenantLimits.None }, form, grant: null), context.RequestAborted) switch
        {
            PaymentResult.Projected projected => await AskAsync(context, caller, form, known, PaymentStates.After(projected.Plan, form) with { Consent = "" }, consent),
            PaymentResult.Refused refused => Passage.Of(replies.Refused(refused, form, payer.Tenant!.Value)),
            _ => throw new InvalidOperationException("The desk gave an answer of an unknown kind."),
        };
    }

    private async ValueTask<Passage> AskAsync(HttpContext context, HttpCaller caller, PaymentForm form, MeterGrant known, PaymentState state, string consent)
    {
        switch (await webhook!.AskAsync(context.Request.Headers, PaymentStateJson.Write(state), context.RequestAborted))
        {
            case WebhookVerdict.Allowed { Answer: var answer }:
                return Ceiling(answer, form) is { } tooDear
                    ? Passage.Of(tooDear)
                    : Named(context, answer.AuthId.Length > 0 ? answer.AuthId : caller.AuthId, known, answer.ExpiryUnixSeconds, payer: null, form, consent);
            case WebhookVerdict.Refused refused:
                return Passage.Of(HttpReply.Error(new PaymentRefusal(RefusalKind.WebhookRefused, refused.Reason), refused.Status, refused.Reason));
            case WebhookVerdict.Failed failed:
                return Passage.Of(HttpReply.Error(RefusalKind.WebhookFailed, $"The authorization webhook gave no usable answer: {failed.Reason}."));
            default:
                throw new InvalidOperationException("The webhook gave an answer of an unknown kind.");
        }
    }

    private static HttpReply? Ceiling(AuthorizationAnswer answer, PaymentForm form)
    {
        if (answer.MaxPrice is not { } ceiling)
        {
            return null;
        }

        if (!ceiling.TryRead(form.Request.Type, out var most, out var fault))
        {
            var message = $"signer auth invalid maxPrice: {fault}";
            return HttpReply.Error(new PaymentRefusal(RefusalKind.WebhookFailed, message), StatusCodes.Status502BadGateway, message);
        }

        var price = new Livepeer.Payments.Money.Rational(form.Offer.Price!.PricePerUnit, form.Offer.Price.PixelsPerUnit);
        return price <= most
            ? null
            : HttpReply.Error(RefusalKind.PriceAboveGrantedMaximum, RefusalTexts.Price(price, RefusalTexts.WebhookCeiling, most));
    }

    /// <summary>A session has one name for its whole life.</summary>
    private Passage Named(HttpContext context, string authId, MeterGrant known, long expiry, HttpCaller? payer, PaymentForm form, string consent)
    {
        if (authId.Length > 0 && known.AuthId.Length > 0 && authId != known.AuthId)
        {
            return Passage.Of(HttpReply.Error(RefusalKind.AuthIdChanged, "remote signer auth ID changed"));
        }

        var name = known.AuthId.Length > 0 ? known.AuthId : authId;
        var grant = new MeterGrant(expiry, name);
        var charged = payer ?? callers.Named(name);
        if (charged.IsDisabled)
        {
            return Passage.Of(callers.RefuseDisabled(charged.Tenant!.Value));
        }

        return !HttpCallers.TryEnter(context, charged, out var full)
            ? Passage.Of(full)
            : new Passage(Order(charged, form, grant == known ? null : grant), consent, grant, Instead: null);
    }

    /// <summary>go-livepeer looks at the offer before it looks at type, units and ceiling, and callers act on what is said first.</summary>
    private async ValueTask<HttpReply?> JudgeOfferAsync(PaymentOrder order, PaymentForm form, CancellationToken cancellationToken)
    {
        var nobodys = PaymentForm.RandomId();
        var offerAlone = order with { IdempotencyKey = nobodys, PaymentSessionId = nobodys, MaxPrice = null, Limits = TenantLimits.None, Meter = MeterOrder.Head };
        return await desk.ProjectAsync(offerAlone, cancellationToken) is PaymentResult.Refused refused && replies.IsAboutTheOffer(refused.Refusal, form.Offer)
            ? replies.Refused(refused, form, order.Tenant)
            : null;
    }

    private bool IsCurrent(MeterGrant grant) => grant.ExpiresAtUnixSeconds != 0 && time.GetUtcNow().ToUnixTimeSeconds() <= grant.ExpiresAtUnixSeconds;

    private static PaymentOrder Order(HttpCaller payer, PaymentForm form, MeterGrant? grant)
    {
        var sequence = (long?)form.State?.SequenceNumber;
        var step = sequence is { } held ? held + 1 : 0;
        var parameters = form.Offer.TicketParameters!.RecipientRandHash;

        // The same step under the same ticket parameters is the same payment, however often it is asked for.
        var key = string.Create(CultureInfo.InvariantCulture, $"{form.StateId}.{step}.{parameters}");
        return new PaymentOrder(payer.Tenant!.Value, key, form.StateId, form.Offer, form.MaxPrice, form.Job, [])
        {
            Limits = payer.Limits,
            Meter = new MeterOrder(sequence, OnlyIfDue: true, PaymentStates.Knowledge(form.State), grant),
        };
    }
}
