using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;
using Livepeer.Wire.Headers;
using RemoteSigner.Authorization;
using RemoteSigner.Configuration;
using RemoteSigner.Metrics;
using RemoteSigner.Tenants;

namespace RemoteSigner.Api.Http;

/// <summary>
/// Finds out who asks. A token of ours names its tenant; any other Authorization header is the app's matter, and the webhook's. Without either, callers on
/// loopback are the tenant <c>default</c>, as go-livepeer's signer takes everybody who reaches it.
/// </summary>
internal sealed class HttpCallers(SignerOptions options, TenantDirectory tenants, SignerMetrics metrics, AuthorizationWebhook? webhook = null)
{
    /// <summary>Who is charged for callers without a name.</summary>
    public static readonly TenantId Anonymous = new("default");

    private const string Scheme = "Bearer ";
    private const string Unknown = "the bearer token is unknown: ask the operator of this signer for a token";
    private const string Missing = "this signer wants the header Authorization: Bearer <token>, with the token of a tenant";

    private bool AnonymousAllowed => options.Http.AllowNoAuth || (options.Http.Address.IsLoopback && !options.Http.RequireToken);

    /// <summary>Who asks for a payment: a tenant, somebody whom the webhook will name, or nobody in particular.</summary>
    public bool TryIdentifyPayer(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryIdentify(context, webhook is not null, AnonymousAllowed, out caller, out refusal);

    /// <summary>Who asks for a signature that the webhook does not judge.</summary>
    public bool TryIdentifySigner(HttpContext context, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryIdentify(context, asksWebhook: false, AnonymousAllowed && webhook is null, out caller, out refusal);

    /// <summary>Whether the caller may see what is not secret, but nobody's business either: the identity and the orchestrators.</summary>
    public bool MayLook(HttpContext context, [NotNullWhen(false)] out HttpReply? refusal) =>
        TryIdentify(context, asksWebhook: false, AnonymousAllowed || options.Http.PublicInfo, out _, out refusal);

    /// <summary>The tenant of somebody whom the webhook named.</summary>
    public static HttpCaller Named(string authId) => new(WebhookTenants.Of(authId), LimitsOf(WebhookTenants.Of(authId)), authId);

    private bool TryIdentify(HttpContext context, bool asksWebhook, bool anonymousAllowed, [NotNullWhen(true)] out HttpCaller? caller, [NotNullWhen(false)] out HttpReply? refusal)
    {
        caller = null;
        refusal = null;
        var header = context.Request.Headers.Authorization.ToString().AsSpan();
        var token = header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : default;
        if (token.StartsWith(TenantToken.Prefix, StringComparison.Ordinal))
        {
            if (!tenants.TryFind(token, out var known))
            {
                refusal = Refuse(Unknown);
                return false;
            }

            caller = new HttpCaller(known.Tenant, LimitsOf(known.Tenant), AuthIdOf(context));
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
                : new HttpCaller(Anonymous, LimitsOf(Anonymous), AuthIdOf(context));
            return true;
        }

        refusal = Refuse(Missing);
        return false;
    }

    private static TenantLimits LimitsOf(TenantId tenant) => TenantLimits.None;

    private static string AuthIdOf(HttpContext context) => context.Request.Headers[LivepeerHeaders.SignerAuthId].ToString();

    private HttpReply Refuse(string reason)
    {
        metrics.CallerUnknown();
        return HttpReply.Error(new PaymentRefusal(RefusalKind.InvalidRequest, reason), StatusCodes.Status401Unauthorized, reason);
    }
}
