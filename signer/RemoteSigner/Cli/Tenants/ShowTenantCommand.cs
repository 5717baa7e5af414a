using System.CommandLine;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class ShowTenantCommand
{
    public static Command Create()
    {
        var name = TenantCommand.NameArgument();
        return TenantCommand.Create("show", "Shows one tenant.", [name], [], (invocation, _) => Task.FromResult(Run(invocation, invocation.Line.GetValue(name)!)));
    }

    private static int Run(TenantInvocation invocation, string name)
    {
        var now = invocation.Time.GetUtcNow();
        return TenantsFile.Read(invocation.File).Find(name) is { } tenant
            ? invocation.Done(TenantView.Of(tenant, now), TenantViewContext.Default.TenantView, TenantText.Of(tenant, now))
            : invocation.Fail($"There is no tenant '{name}' in {invocation.File}: see remote-signer tenants list");
    }
}
