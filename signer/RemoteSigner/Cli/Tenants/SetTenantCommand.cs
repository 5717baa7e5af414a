using System.CommandLine;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

internal static class SetTenantCommand
{
    public static Command Create()
    {
        var name = TenantCommand.NameArgument();
        var limits = new LimitFlags();
        var subjects = new SubjectFlag();
        var enabled = new Option<bool>("--enabled") { Description = "Lets the tenant call again." };
        var disabled = new Option<bool>("--disabled") { Description = "Lets nobody call in its name; its tokens stay." };
        return TenantCommand.Create(
            "set", "Changes a tenant's limits and certificate subjects. What is not given stays.", [name], [.. limits.All, subjects.Flag, enabled, disabled], RunAsync);

        async Task<int> RunAsync(TenantInvocation invocation, CancellationToken cancellationToken)
        {
            if (!limits.TryApply(invocation.Line, TenantLimits.None, out _, out var problems))
            {
                return invocation.Fail(string.Join(Environment.NewLine, problems));
            }

            if (!subjects.TryRead(invocation.Line, out var named, out var problem))
            {
                return invocation.Fail(problem);
            }

            var (on, off) = (invocation.Line.GetValue(enabled), invocation.Line.GetValue(disabled));
            if (on && off)
            {
                return invocation.Fail("--enabled and --disabled contradict each other.");
            }

            var changed = await invocation.EditAsync(
                table => TenantEdits.Set(table, invocation.Line.GetValue(name)!, Apply, named, on || off ? off : null), cancellationToken);
            var now = invocation.Time.GetUtcNow();
            return changed is null ? 1 : invocation.Done(TenantView.Of(changed, now), TenantViewContext.Default.TenantView, TenantText.Of(changed, now));

            TenantLimits Apply(TenantLimits before) => limits.TryApply(invocation.Line, before, out var after, out _) ? after : before;
        }
    }
}
