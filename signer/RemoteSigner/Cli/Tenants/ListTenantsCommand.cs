using System.CommandLine;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class ListTenantsCommand
{
    public static Command Create() => TenantCommand.Create("list", "Lists all tenants.", [], [], static (invocation, _) => Task.FromResult(Run(invocation)));

    private static int Run(TenantInvocation invocation)
    {
        var now = invocation.Time.GetUtcNow();
        var tenants = TenantsFile.Read(invocation.File).Tenants;
        var view = new TenantListView([.. tenants.Select(tenant => TenantView.Of(tenant, now))]);
        return invocation.Done(
            view,
            TenantViewContext.Default.TenantListView,
            tenants.IsEmpty ? $"{invocation.File} names no tenant. Make one: remote-signer tenants create NAME" : TenantText.Table(tenants, now));
    }
}
