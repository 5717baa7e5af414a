using System.CommandLine;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Program;

namespace RemoteSigner.Cli;

/// <summary><c>remote-signer keys new</c>: makes a key in a V3 key file.</summary>
internal static class KeysCommand
{
    public static Command Create() => new("keys", "Makes keys.") { New() };

    private static Command New()
    {
        var command = new Command("new", "Makes a key and writes it into a V3 key file, locked with a passphrase.");
        var folder = new Option<string>("--folder") { Description = "Folder that gets the key file; made when missing. 'run' looks for it in keystore in its data folder.", HelpName = "path", Required = true };
        var passphrase = new Option<string>("--passphrase-file") { Description = "File whose only line is the passphrase, with or without @ in front.", HelpName = "@file", Required = true };
        var light = new Option<bool>("--light") { Description = "Opens in a tenth of a second instead of one; for development only." };
        command.Options.Add(folder);
        command.Options.Add(passphrase);
        command.Options.Add(light);
        command.SetAction(line => Run(line.GetValue(folder)!, line.GetValue(passphrase)!, line.GetValue(light), line.InvocationConfiguration));
        return command;
    }

    private static int Run(string folder, string passphraseFile, bool light, InvocationConfiguration invocation)
    {
        try
        {
            using var passphrase = Passphrase.FromFile(Full(passphraseFile));
            using var key = PrivateKey.Generate();
            PrivateFile.CreateFolder(Full(folder));
            var path = Path.Combine(Full(folder), KeystoreFile.NameFor(Secp256k1.Best.AddressOf(key), TimeProvider.System.GetUtcNow()));
            var address = KeystoreFile.Write(path, key, passphrase, light ? ScryptCost.Light : ScryptCost.Standard);
            invocation.Output.WriteLine($"address  {address}");
            invocation.Output.WriteLine($"key file {path}");
            invocation.Error.WriteLine("Keep copies of the key file and of the passphrase, in different places: one is worth nothing without the other.");
            return 0;
        }
        catch (Exception failure) when (failure is KeystoreException or IOException or UnauthorizedAccessException)
        {
            invocation.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static string Full(string path) => OptionParsers.Path(path, out var full, out _) ? full : path;
}
