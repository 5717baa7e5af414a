using System.CommandLine;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class RevokeCommand
{
    public static Command Create()
    {
        var name = TenantCommand.NameArgument();
        var token = new Option<string>("--token") { Description = "Withdraws this token only, by the id that 'tenants show' lists.", HelpName = "id" };
        return TenantCommand.Create("revoke", "Withdraws all tokens of a tenant and disables it, or withdraws one token.", [name], [token], RunAsync);

        async Task<int> RunAsync(TenantInvocation invocation, CancellationToken cancellationToken)
        {
            var now = invocation.Time.GetUtcNow();
            var changed = await invocation.EditAsync(
                table => TenantEdits.Revoke(table, invocation.Line.GetValue(name)!, invocation.Line.GetValue(token), now), cancellationToken);
            return changed is null ? 1 : invocation.Done(TenantView.Of(changed, now), TenantViewContext.Default.TenantView, TenantText.Of(changed, now));
        }
    }
}
