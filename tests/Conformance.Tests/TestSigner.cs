using System.Globalization;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Program;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;
using TestKit.Payments;

namespace Conformance.Tests;

/// <summary>A whole signer on a free port. Its clock moves by hand, unless it is given another.</summary>
internal sealed class TestSigner : IAsyncDisposable
{
    public const long L1Block = 21_000_000;

    /// <summary>When its clock begins, and the chain.</summary>
    public static readonly DateTimeOffset Start = new(2026, 4, 7, 20, 0, 0, TimeSpan.Zero);

    private readonly string _folder;
    private readonly SignerHost _host;

    private TestSigner(string folder, SignerHost host, FakeTimeProvider time)
    {
        _folder = folder;
        _host = host;
        Time = time;
    }

    public Uri Address => _host.HttpAddress;

    public FakeTimeProvider Time { get; }

    /// <param name="clock">Null for one that moves by hand.</param>
    /// <param name="orchestrator">What it tells callers to use; null for nothing.</param>
    public static async Task<TestSigner> StartAsync(TimeProvider? clock = null, Uri? orchestrator = null)
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        var time = new FakeTimeProvider(Start);
        var surroundings = new HostSurroundings { Time = clock ?? time, Adjust = static builder => builder.Logging.ClearProviders() };
        return new TestSigner(folder, await SignerHost.StartAsync(Options(folder, (clock ?? time).GetUtcNow(), orchestrator), surroundings, CancellationToken.None), time);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SignerOptions Options(string folder, DateTimeOffset genesis, Uri? orchestrator)
    {
        using var key = PrivateKey.Generate();
        using var passphrase = new Passphrase("correct horse"u8);
        var keystore = Path.Combine(folder, "keystore");
        Directory.CreateDirectory(keystore);
        KeystoreFile.Write(Path.Combine(keystore, KeystoreFile.NameFor(Secp256k1.Best.AddressOf(key), Some.Now)), key, passphrase, ScryptCost.Light);
        var passphraseFile = Path.Combine(folder, "passphrase");
        PrivateFile.Write(passphraseFile, "correct horse\n");
        var arguments = new Dictionary<string, string>
        {
            ["dataDir"] = folder,
            ["ethPassword"] = passphraseFile,
            ["httpAddr"] = "127.0.0.1:0",
            ["grpc-addr"] = "127.0.0.1:0",
            ["cliAddr"] = "127.0.0.1:0",
            ["chain-deposit-wei"] = "5000000000000000000",
            ["chain-reserve-wei"] = "5000000000000000000",
            ["orchAddr"] = orchestrator?.AbsoluteUri ?? string.Empty,
            ["chain-l1-block"] = L1Block.ToString(CultureInfo.InvariantCulture),
            ["chain-l1-genesis-unix-seconds"] = genesis.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        return SignerOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out var options, out var problems)
            ? options
            : throw new InvalidOperationException(string.Join(' ', problems));
    }
}
