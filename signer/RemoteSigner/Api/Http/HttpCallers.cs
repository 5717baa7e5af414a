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
/// loopback are the tenant <c>default</c>, as go-livepeer's signer takes everybody who reaches it. Once the registry has tenants, whom a proxy on this machine brings is not one of its users.
/// </summary>
internal sealed class HttpCallers(SignerOptions options, TenantDirectory tenants, CallerIdentification identification, SignerMetrics metrics, AuthorizationWebhook? webhook = null)
{
    private const string Brought = "This call came through a proxy, so that nobody knows whether its caller is on the signer's machine: it needs the header authorization: Bearer <token>, "
        + "with the token of a tenant. Where the proxy decides who may spend, the operator says so with --remoteSignerAllowNoAuth.";

    /// <summary>Who is charged for callers without a name.</summary>
    public static readonly TenantId Anonymous = new(TenantNames.Default);

    /// <summary>Who asks for a payment: a tenant, somebody whom the webhook will name, or nobody in particular.</summary>
    public bool TryIdentifyPayer(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, webhook is not null, MayBeAnonymous(context), out caller, out refusal);

    /// <summary>Who asks for a signature that the webhook does not judge.</summary>
    public bool TryIdentifySigner(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, asksWebhook: false, webhook is null && MayBeAnonymous(context), out caller, out refusal);

    /// <summary>Whether the caller may see what is not secret, but nobody's business either: the identity and the orchestrators.</summary>
    public bool MayLook(HttpContext context, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryAdmit(context, asksWebhook: false, options.Http.PublicInfo || MayBeAnonymous(context), out _, out refusal);

    /// <summary>The tenant of somebody whom the webhook named.</summary>
    public HttpCaller Named(string authId) => Unproven(WebhookTenants.Of(authId), authId);

    /// <summary>What callers in the name of a disabled tenant are told.</summary>
    public HttpReply RefuseDisabled(TenantId tenant) => Refuse(CallerIdentification.Disabled(tenant));

    /// <summary>Lets the request in as a call of the caller, in whose name it goes on.</summary>
    public static bool TryEnter(HttpContext context, HttpCaller caller, [NotNullWhen(false)] out HttpReply? refusal)
    {
        refusal = AdmittedCall.Of(context).TryEnter(caller.Tenant, caller.Limits, out var full) ? null : Full(full);
        return refusal is null;
    }

    /// <summary>What callers are told for whom there is no place.</summary>
    public static HttpReply Full(PaymentRefusal full) => HttpReply.Error(full, StatusMap.HttpOf(full.Kind), $"{full.Message} {RefusalCatalogue.For(full.Kind).Remedy}");

    private bool MayBeAnonymous(HttpContext context) =>
        options.Http.AllowNoAuth || (options.Http.Address.IsLoopback && !options.Http.RequireToken && !(tenants.Current.HasOthersThanDefault && IsBroughtByAProxy(context)));

    private bool IsBroughtByAProxy(HttpContext context) =>
        (context.Request.Headers.ContainsKey("Forwarded") || context.Request.Headers.ContainsKey("X-Forwarded-For")) && TrustedAuthIdOf(context).Length == 0;

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
            caller = new HttpCaller(null, TenantLimits.None, TrustedAuthIdOf(context));
            return true;
        }

        if (anonymousAllowed)
        {
            caller = TrustedAuthIdOf(context) is { Length: > 0 } authId ? Named(authId) : Unproven(Anonymous, string.Empty);
            refusal = caller.IsDisabled ? RefuseDisabled(caller.Tenant!.Value) : null;
            return refusal is null;
        }

        refusal = Refuse(options.Http.Address.IsLoopback && !options.Http.RequireToken && IsBroughtByAProxy(context)
            ? new(RefusalKind.CallerUnknown, Brought)
            : ((Identification.Anonymous)identified).Refusal);
        return false;
    }

    /// <summary>A tenant that the registry itself does not prove.</summary>
    private HttpCaller Unproven(TenantId tenant, string authId)
    {
        var enabled = tenants.TryLimitsFor(tenant, out var limits);
        return new HttpCaller(tenant, limits, authId) { IsDisabled = !enabled };
    }

    /// <summary>Whom something in front of the signer names, where the operator says that it may.</summary>
    private string TrustedAuthIdOf(HttpContext context) => options.Http.TrustAuthIdHeader ? AuthIdOf(context) : string.Empty;

    private static string AuthIdOf(HttpContext context) => context.Request.Headers[LivepeerHeaders.SignerAuthId].ToString();

    private HttpReply Refuse(PaymentRefusal refusal)
    {
        metrics.CallerUnknown();
        return HttpReply.Error(refusal, StatusMap.HttpOf(refusal.Kind), refusal.Message);
    }
}
