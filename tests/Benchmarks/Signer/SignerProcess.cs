using System.CommandLine;
using System.Globalization;
using System.Text;
using Benchmarks.Processes;
using Benchmarks.Streams;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Program;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;
using RemoteSigner.Tenants.Registry;

namespace Benchmarks.Signer;

/// <summary>A whole signer in a process of its own, configured through the option table like the program.</summary>
internal static class SignerProcess
{
    private const string Name = "serve-signer";

    /// <summary>Starts one whose files are in a folder: fresh ones, or those that an earlier one left there.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="cancellationToken">Cancels waiting until it serves.</param>
    /// <param name="redis">Where its ledger is; null for the embedded one.</param>
    public static Task<MeasuredProcess> StartAsync(DataFolder folder, CancellationToken cancellationToken, string? redis = null) =>
        MeasuredProcess.StartAsync("remote-signer", redis is null ? [Name, folder.Path] : [Name, folder.Path, redis], cancellationToken);

    public static Command Command()
    {
        var folder = new Argument<string>("folder");
        var redis = new Argument<string?>("redis") { Arity = ArgumentArity.ZeroOrOne };
        var command = new Command(Name, "The measured process of 'grpc', 'http' and 'repair'.") { folder, redis };
        command.Hidden = true;
        command.SetAction((line, cancellationToken) => ServeAsync(line.GetValue(folder)!, line.GetValue(redis), cancellationToken));
        return command;
    }

    private static async Task ServeAsync(string folder, string? redis, CancellationToken cancellationToken)
    {
        var token = Prepare(folder);
        await using var host = await SignerHost.StartAsync(Options(folder, redis), cancellationToken);
        await MeasuredProcess.AnswerAsync($"{host.GrpcAddress} {token} {host.HttpAddress}", () => 0, cancellationToken);
    }

    private static string Prepare(string folder)
    {
        var keys = Path.Combine(folder, "keystore");
        if (!Directory.Exists(keys))
        {
            using var key = PrivateKey.Generate();
            using var passphrase = new Passphrase("benchmark"u8);
            Directory.CreateDirectory(keys);
            KeystoreFile.Write(Path.Combine(keys, KeystoreFile.NameFor(Secp256k1.Best.AddressOf(key), TimeProvider.System.GetUtcNow())), key, passphrase, ScryptCost.Light);
            PrivateFile.Write(Path.Combine(folder, "passphrase"), "benchmark\n");
        }

        var token = NewToken.Create(TimeProvider.System.GetUtcNow());
        var tenant = new Tenant(PayingStream.Tenant, token.Stored.Created) { Tokens = [token.Stored] };
        PrivateFile.Write(Path.Combine(folder, TenantsFile.DefaultName), TenantTable.TryCreate([tenant], out var table, out _) ? Encoding.UTF8.GetString(TenantsFile.Write(table)) : string.Empty);
        return token.Text;
    }

    private static SignerOptions Options(string folder, string? redis)
    {
        var arguments = new Dictionary<string, string>
        {
            ["dataDir"] = folder,
            ["ethPassword"] = Path.Combine(folder, "passphrase"),
            ["grpc-addr"] = "127.0.0.1:0",
            ["httpAddr"] = "127.0.0.1:0",
            ["cliAddr"] = "127.0.0.1:0",
            ["http-require-token"] = "true",
            ["calls-per-second-per-tenant"] = "0",
            ["chain-deposit-wei"] = "1000000000000000000",
            ["chain-reserve-wei"] = "1000000000000000000",
            ["chain-l1-block"] = PayingStream.L1Block.ToString(CultureInfo.InvariantCulture),
            ["chain-l1-genesis-unix-seconds"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["log-level"] = "warning",
        };
        if (redis is not null)
        {
            arguments["redis-addr"] = redis;
        }

        return SignerOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out var options, out var problems)
            ? options
            : throw new InvalidOperationException(string.Join(' ', problems));
    }
}
