using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Wire.Headers;
using RemoteSigner.Admission;
using RemoteSigner.Authorization;
using RemoteSigner.Configuration;
using RemoteSigner.Metrics;
using RemoteSigner.Tenants;
using RemoteSigner.Tenants.Identity;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Api.Http;

/// <summary>
/// Finds out who asks. A token of ours, or a certificate of the operator's authority, names its tenant; any other Authorization header is the app's matter, and the webhook's. Without either, callers on
/// loopback are the tenant <c>default</c>, as go-livepeer's signer takes everybody who reaches it.
/// </summary>
internal sealed class HttpCallers(SignerOptions options, TenantDirectory tenants, CallerIdentification identification, SignerMetrics metrics, AuthorizationWebhook? webhook = null)
{
    /// <summary>Who is charged for callers without a name.</summary>
    public static readonly TenantId Anonymous = new(TenantNames.Default);

    private bool AnonymousAllowed => options.Http.AllowNoAuth || (options.Http.Address.IsLoopback && !options.Http.RequireToken);

    /// <summary>Who asks for a payment: a tenant, somebody whom the webhook will name, or nobody in particular.</summary>
    public bool TryIdentifyPayer(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, webhook is not null, AnonymousAllowed, out caller, out refusal);

    /// <summary>Who asks for a signature that the webhook does not judge.</summary>
    public bool TryIdentifySigner(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, asksWebhook: false, AnonymousAllowed && webhook is null, out caller, out refusal);

    /// <summary>Whether the caller may see what is not secret, but nobody's business either: the identity and the orchestrators.</summary>
    public bool MayLook(HttpContext context, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, asksWebhook: false, AnonymousAllowed || options.Http.PublicInfo, out _, out refusal);

    /// <summary>The tenant of somebody whom the webhook named.</summary>
    public HttpCaller Named(string authId) => Unproven(WebhookTenants.Of(authId), authId);

    /// <summary>What callers in the name of a disabled tenant are told.</summary>
    public HttpReply RefuseDisabled(TenantId tenant) => Refuse(CallerIdentification.Disabled(tenant));

    /// <summary>Lets the request in as a call of the caller, in whose name it goes on.</summary>
    public static bool TryEnter(HttpContext context, HttpCaller caller, [NotNullWhen(false)] out HttpReply? refusal)
    {
        refusal = AdmittedCall.Of(context).TryEnter(caller.Tenant, caller.Limits, out var full)
            ? null
            : HttpReply.Error(full, StatusMap.HttpOf(full.Kind), $"{full.Message} {RefusalCatalogue.For(full.Kind).Remedy}");
        return refusal is null;
    }

    private bool TryAdmit(HttpContext context, bool asksWebhook, bool anonymousAllowed, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryIdentify(context, asksWebhook, anonymousAllowed, out caller, out refusal) && TryEnter(context, caller, out refusal);

    private bool TryIdentify(HttpContext context, bool asksWebhook, bool anonymousAllowed, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal)
    {
        caller = null;
        refusal = null;
        var identified = identification.IdentifyByOwnTokens(context);
        if (identified is Identification.Refused wrong)
        {
            refusal = Refuse(wrong.Refusal);
            return false;
        }

        if (identified is Identification.Known { Caller: var known })
        {
            caller = new HttpCaller(known.Tenant, known.Limits, AuthIdOf(context));
            return true;
        }

        if (asksWebhook)
        {
            // Whom the webhook asked about is not named by the caller himself, unless the operator says that something in front of the signer does.
            caller = new HttpCaller(null, TenantLimits.None, options.Http.TrustAuthIdHeader ? AuthIdOf(context) : string.Empty);
            return true;
        }

        if (anonymousAllowed)
        {
            caller = options.Http.TrustAuthIdHeader && AuthIdOf(context) is { Length: > 0 } authId
                ? Named(authId)
                : Unproven(Anonymous, AuthIdOf(context));
            refusal = caller.IsDisabled ? RefuseDisabled(caller.Tenant!.Value) : null;
            return refusal is null;
        }

        refusal = Refuse(((Identification.Anonymous)identified).Refusal);
        return false;
    }

    /// <summary>A tenant that the registry itself does not prove.</summary>
    private HttpCaller Unproven(TenantId tenant, string authId)
    {
        var enabled = tenants.TryLimitsFor(tenant, out var limits);
        return new HttpCaller(tenant, limits, authId) { IsDisabled = !enabled };
    }

    private static string AuthIdOf(HttpContext context) => context.Request.Headers[LivepeerHeaders.SignerAuthId].ToString();

    private HttpReply Refuse(PaymentRefusal refusal)
    {
        metrics.CallerUnknown();
        return HttpReply.Error(refusal, StatusMap.HttpOf(refusal.Kind), refusal.Message);
    }
}
