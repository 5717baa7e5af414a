using System.CommandLine;
using Livepeer.Hosting.Cli;
using Livepeer.Hosting.Options;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Registry;

namespace RemoteSigner.Cli.Tenants;

/// <summary>What the tenants' commands share: where the file is, <c>--json</c>, and how mistakes are told.</summary>
internal static class TenantCommand
{
    /// <summary>The tenant's name, first on the line.</summary>
    public static Argument<string> NameArgument() => new("name") { Description = $"The tenant: {TenantNames.Rule}." };

    /// <summary>Makes a command.</summary>
    /// <param name="name">Of the command.</param>
    /// <param name="description">Of the command.</param>
    /// <param name="arguments">What stands on the line without a dash.</param>
    /// <param name="flags">Its own flags.</param>
    /// <param name="action">Gives the exit code.</param>
    public static Command Create(
        string name, string description, IEnumerable<Argument> arguments, IEnumerable<Option> flags, Func<TenantInvocation, CancellationToken, Task<int>> action)
    {
        var command = new Command(name, description);
        var json = new Option<bool>("--json") { Description = "Answers in JSON." };
        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        foreach (var flag in flags.Append(json))
        {
            command.Options.Add(flag);
        }

        var rows = new OptionArguments(command, SignerTable.Table, [SignerTable.Tenants, SignerTable.DataDir, SignerTable.Config]);
        command.SetAction(async (line, cancellationToken) =>
        {
            var (given, mistakes) = rows.Read(line);
            var values = OptionSources.Merge(SignerTable.Table, given, Environment.GetEnvironmentVariables());
            var file = values.Get(SignerTable.Tenants) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, TenantsFile.DefaultName);
            var invocation = new TenantInvocation(line, file, line.GetValue(json), TimeProvider.System);
            string[] problems = [.. mistakes, .. values.Problems];
            if (problems.Length > 0)
            {
                return invocation.Fail(string.Join(Environment.NewLine, problems));
            }

            try
            {
                return await action(invocation, cancellationToken);
            }
            catch (Exception failure) when (failure is TenantsFileException or IOException or UnauthorizedAccessException)
            {
                return invocation.Fail(failure.Message);
            }
        });
        return command;
    }
}
