using System.CommandLine;

namespace RemoteSigner.Cli.Tenants;

/// <summary><c>remote-signer tenants ...</c>: who may call, what proves him, what he may spend. Works with the program up, which follows within a second, and down.</summary>
internal static class TenantsCommand
{
    public static Command Create() => new("tenants", "Shows and changes who may call and what each may spend. A running signer follows within a second.")
    {
        CreateTenantCommand.Create(),
        ListTenantsCommand.Create(),
        ShowTenantCommand.Create(),
        SetTenantCommand.Create(),
        NewTokenCommand.Create(),
        RevokeCommand.Create(),
    };
}
