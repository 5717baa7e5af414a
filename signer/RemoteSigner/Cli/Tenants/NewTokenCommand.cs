using System.CommandLine;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class NewTokenCommand
{
    public static Command Create()
    {
        var name = TenantCommand.NameArgument();
        var tokens = new TokenFlags();
        return TenantCommand.Create("token", "Gives a tenant one more token and shows it, this once. Earlier ones stay valid until they are withdrawn.", [name], tokens.All, RunAsync);

        async Task<int> RunAsync(TenantInvocation invocation, CancellationToken cancellationToken)
        {
            if (!tokens.TryMake(invocation, out var token, out var problem))
            {
                return invocation.Fail(problem);
            }

            var changed = await invocation.EditAsync(
                table => TenantEdits.AddToken(table, invocation.Line.GetValue(name)!, token.Stored, invocation.Time.GetUtcNow()), cancellationToken);
            return changed is null ? 1 : tokens.Hand(invocation, changed, token);
        }
    }
}
