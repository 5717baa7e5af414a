using System.CommandLine;
using GatewayLite.Access;
using GatewayLite.Media.Naming;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;

namespace GatewayLite.Cli;

/// <summary><c>gateway-lite keys new</c> and <c>tokens new</c>: make a secret, show it once, keep its hash.</summary>
internal static class SecretCommand
{
    public static Command Keys() => new("keys", "Makes stream keys for publishers.")
    {
        New("Makes a stream key, shows it this once, and adds its hash to the file of --stream-keys.", "--stream", $"Stream that may be published with it; {StreamKeys.AnyStream} is every stream.", "lpk_"),
    };

    public static Command Tokens() => new("tokens", "Makes tokens for apps.")
    {
        New("Makes an app token, shows it this once, and adds its hash to the file of --app-tokens.", "--app", "Who gets it, for your own records.", "lpa_"),
    };

    private static Command New(string description, string nameFlag, string nameHelp, string prefix)
    {
        var command = new Command("new", description);
        var name = new Option<string>(nameFlag) { Description = nameHelp, HelpName = "name", Required = true };
        var file = new Option<string>("--file") { Description = "File that gets the hash; made when missing.", HelpName = "path", Required = true };
        command.Options.Add(name);
        command.Options.Add(file);
        command.SetAction(line => Run(line.GetValue(name)!, line.GetValue(file)!, prefix, line.InvocationConfiguration));
        return command;
    }

    private static int Run(string name, string file, string prefix, InvocationConfiguration invocation)
    {
        if (name != StreamKeys.AnyStream && StreamAddress.Parse(name).Address?.Name != name)
        {
            invocation.Error.WriteLine($"'{name}' is no name: 1 to {StreamAddress.MaxPartLength} characters of [A-Za-z0-9._+-], without an extension.");
            return 1;
        }

        try
        {
            var path = OptionParsers.Path(file, out var full, out _) ? full : file;
            if (File.Exists(path))
            {
                // A file that the gateway would refuse must not get another line.
                _ = AccessFile.Read(path);
            }

            var secret = AccessToken.Create(prefix);
            AccessFile.Append(path, name, secret);
            invocation.Output.WriteLine(secret);
            invocation.Error.WriteLine($"This is the secret of {name}. It is shown this once: {path} keeps only its hash. A running gateway reads the file at its next start.");
            return 0;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            invocation.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
