using System.CommandLine;
using GatewayLite.Cli;
using GatewayLite.Configuration;
using Livepeer.Hosting.Cli;

var root = new RootCommand("A thin Livepeer gateway: takes streams and AI requests, holds no key, asks a signer for every payment.")
{
    RunCommand.Create(),
    StatusCommand.Create(GatewayOptionTable.Table, GatewayOptionTable.CliAddr, GatewayOptionTable.AdminTokenFile, GatewayOptionTable.DataDir),
    SecretCommand.Keys(),
    SecretCommand.Tokens(),
};
return await ProgramCommandLine.InvokeAsync(root, args, Console.Out, Console.Error, CancellationToken.None);
