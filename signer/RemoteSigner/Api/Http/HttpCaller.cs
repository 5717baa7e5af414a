using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Api.Http;

/// <summary>Who asks through the HTTP API.</summary>
/// <param name="Tenant">Who is charged; null when only the authorization webhook can tell.</param>
/// <param name="Limits">What the tenant may do; of an unknown one nothing is known.</param>
/// <param name="AuthId">Whom a trusted caller names in Signer-Auth-Id; empty for nobody.</param>
internal sealed record HttpCaller(TenantId? Tenant, TenantLimits Limits, string AuthId)
{
    /// <summary>Whether the operator disabled the tenant, so that nothing is paid in its name.</summary>
    public bool IsDisabled { get; init; }
}
