using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Tenants;

/// <summary>Who makes a call, proven by a token; a feature of the request.</summary>
internal sealed record Caller(TenantId Tenant)
{
    /// <summary>What the tenant may do.</summary>
    public TenantLimits Limits { get; init; } = TenantLimits.None;

    /// <summary>The caller of a request that passed <see cref="TenantAuthentication"/>.</summary>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("A service for tenants is mapped without the mark that makes callers prove who they are.");
}
