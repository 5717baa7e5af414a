using System.CommandLine;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class CreateTenantCommand
{
    public static Command Create()
    {
        var name = TenantCommand.NameArgument();
        var limits = new LimitFlags();
        var subjects = new SubjectFlag();
        var tokens = new TokenFlags();
        var tokenless = new Option<bool>("--no-token") { Description = "Makes no token: for tenants that certificates prove, and for 'default', who calls the HTTP API on loopback without any proof." };
        return TenantCommand.Create(
            "create",
            "Enters a tenant and shows its first token, this once. Without limits it may spend what the signer's own limits leave.",
            [name],
            [.. limits.All, subjects.Flag, .. tokens.All, tokenless],
            RunAsync);

        async Task<int> RunAsync(TenantInvocation invocation, CancellationToken cancellationToken)
        {
            var wanted = invocation.Line.GetValue(name)!;
            if (!limits.TryApply(invocation.Line, TenantLimits.None, out var given, out var problems))
            {
                return invocation.Fail(string.Join(Environment.NewLine, problems));
            }

            if (!subjects.TryRead(invocation.Line, out var named, out var problem))
            {
                return invocation.Fail(problem);
            }

            NewToken? token = null;
            if (!invocation.Line.GetValue(tokenless) && !TenantNames.IsWebhook(wanted) && !tokens.TryMake(invocation, out token, out problem))
            {
                return invocation.Fail(problem);
            }

            var now = invocation.Time.GetUtcNow();
            var made = await invocation.EditAsync(table => TenantEdits.Create(table, wanted, given, named ?? [], token?.Stored, now), cancellationToken);
            return made is null ? 1
                : token is not null ? tokens.Hand(invocation, made, token)
                : invocation.Done(new NewTokenView(TenantView.Of(made, now), TokenId: null, Token: null), TenantViewContext.Default.NewTokenView, TenantText.Of(made, now));
        }
    }
}
