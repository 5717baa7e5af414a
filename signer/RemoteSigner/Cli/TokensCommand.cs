using System.CommandLine;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Desk;
using RemoteSigner.Tenants;

namespace RemoteSigner.Cli;

/// <summary><c>remote-signer tokens new</c>: makes a tenant's token.</summary>
internal static class TokensCommand
{
    public static Command Create() => new("tokens", "Makes tokens for tenants.") { New() };

    private static Command New()
    {
        var command = new Command("new", "Makes a token, shows it this once, and adds its hash to the tenant file. A running signer notices within a second.");
        var tenant = new Option<string>("--tenant") { Description = "Who gets it: 1 to 64 characters of [a-z0-9-].", HelpName = "name", Required = true };
        var file = new Option<string>("--file") { Description = "Tenant file; made when missing. A tenant may have several tokens.", HelpName = "path", Required = true };
        var destination = new Option<string>("--out") { Description = "Writes the token into this new file, with mode 0600, instead of showing it.", HelpName = "path" };
        command.Options.Add(tenant);
        command.Options.Add(file);
        command.Options.Add(destination);
        command.SetAction(line => Run(line.GetValue(tenant)!, Full(line.GetValue(file)!), line.GetValue(destination), line.InvocationConfiguration));
        return command;
    }

    private static int Run(string tenant, string file, string? destination, InvocationConfiguration invocation)
    {
        if (!TenantNames.IsValid(tenant))
        {
            invocation.Error.WriteLine($"'{tenant}' is no tenant's name: 1 to {TenantNames.MaxLength} characters of [a-z0-9-].");
            return 1;
        }

        try
        {
            if (File.Exists(file))
            {
                // A file that the signer would refuse must not get another line.
                TokenFile.Read(file);
            }

            var token = TenantToken.Create();
            if (destination is not null)
            {
                PrivateFile.Write(Full(destination), token + "\n");
            }

            var hash = new byte[TokenHash.Size];
            TokenHash.TryCompute(token, hash);
            TokenFile.Append(file, new TenantId(tenant), hash);
            invocation.Output.WriteLine(destination is null ? token : $"token of {tenant} in {Full(destination)}");
            invocation.Error.WriteLine($"{file} keeps only the token's hash: nobody can show the token again.");
            return 0;
        }
        catch (Exception failure) when (failure is TokenFileException or IOException or UnauthorizedAccessException)
        {
            invocation.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static string Full(string path) => OptionParsers.Path(path, out var full, out _) ? full : path;
}
