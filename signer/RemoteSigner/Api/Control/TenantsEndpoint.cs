using RemoteSigner.Tenants;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Api.Control;

/// <summary>GET /tenants: the registry that is in force, without anything secret.</summary>
internal static class TenantsEndpoint
{
    public static Task AnswerAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var tenants = context.RequestServices.GetRequiredService<TenantDirectory>().Current.Tenants;
        var view = new TenantListView([.. tenants.Select(tenant => TenantView.Of(tenant, now))]);
        return context.Response.WriteAsJsonAsync(view, TenantViewContext.Default.TenantListView, cancellationToken: context.RequestAborted);
    }
}
