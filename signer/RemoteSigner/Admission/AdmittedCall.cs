using System.Diagnostics.CodeAnalysis;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Tenants;

namespace RemoteSigner.Admission;

/// <summary>The place of one request of the HTTP API, a feature of it: taken when it is known who calls, which with a webhook is late.</summary>
internal sealed class AdmittedCall(CallAdmission admission) : IDisposable
{
    private CallPermit _permit;

    /// <summary>The one of a request.</summary>
    public static AdmittedCall Of(HttpContext context) =>
        context.Features.Get<AdmittedCall>() ?? throw new InvalidOperationException("A route for tenants is mapped past the HTTP API.");

    /// <summary>Takes a place: at once for a tenant, else first without a name and then for the tenant. What was taken is not taken again.</summary>
    /// <param name="tenant">Who calls; null when only the authorization webhook can tell.</param>
    /// <param name="limits">What the tenant may do.</param>
    /// <param name="refusal">Why there is none.</param>
    public bool TryEnter(TenantId? tenant, TenantLimits limits, [NotNullWhen(false)] out PaymentRefusal? refusal)
    {
        refusal = null;
        return _permit switch
        {
            { Tenant: not null } => true,
            { Process: not null } => tenant is not { } named || admission.TryName(ref _permit, named, limits, out refusal),
            _ => tenant is { } named ? admission.TryEnter(named, limits, out _permit, out refusal) : admission.TryEnterUnnamed(out _permit, out refusal),
        };
    }

    /// <summary>Gives the place back.</summary>
    public void Dispose() => _permit.Dispose();
}
