using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants.Identity;

/// <summary>Who makes a call, how that was proven, and what the tenant may do; a feature of the request.</summary>
internal sealed record Caller(TenantId Tenant, CallerProof Proof, TenantLimits Limits)
{
    /// <summary>The caller of a request that passed authentication.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("A service for tenants is mapped without the mark that makes callers prove who they are.");
}

/// <summary>How it was proven who calls.</summary>
internal enum CallerProof
{
    /// <summary>Not at all: the tenant <c>default</c>, on loopback.</summary>
    None,

    /// <summary>By a bearer token.</summary>
    Token,

    /// <summary>By a certificate of the operator's authority.</summary>
    Certificate,

    /// <summary>By both, which agree.</summary>
    TokenAndCertificate,

    /// <summary>The operator's webhook said so.</summary>
    Webhook,
}
