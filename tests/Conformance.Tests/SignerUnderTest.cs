using System.Globalization;
using Conformance.Running;
using Conformance.Signer;
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

/// <summary>A whole signer on a free port whose clock stands still until a behaviour lets time pass.</summary>
public sealed class SignerUnderTest : IAsyncLifetime, IAsyncDisposable
{
    private const long L1Block = 21_000_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 4, 7, 20, 0, 0, TimeSpan.Zero));
    private SignerHost? _signer;
    private HttpClient? _http;

    internal Trial Trial { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var surroundings = new HostSurroundings { Time = _time, Adjust = static builder => builder.Logging.ClearProviders() };
        _signer = await SignerHost.StartAsync(Options(), surroundings, CancellationToken.None);
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _signer.HttpAddress };
        Trial = new Trial(new SignerClient(_http), new TrialSettings { L1Block = L1Block }, _time, PassAsync);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_signer is not null)
        {
            await _signer.DisposeAsync();
            _signer = null;
            Directory.Delete(_folder, recursive: true);
        }
    }

    private Task PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _time.Advance(time);
        return Task.CompletedTask;
    }

    private SignerOptions Options()
    {
        using var key = Some.Key();
        using var passphrase = new Passphrase("correct horse"u8);
        var keystore = Path.Combine(_folder, "keystore");
        Directory.CreateDirectory(keystore);
        KeystoreFile.Write(Path.Combine(keystore, KeystoreFile.NameFor(Secp256k1.Best.AddressOf(key), Some.Now)), key, passphrase, ScryptCost.Light);
        var passphraseFile = Path.Combine(_folder, "passphrase");
        PrivateFile.Write(passphraseFile, "correct horse\n");
        var arguments = new Dictionary<string, string>
        {
            ["dataDir"] = _folder,
            ["ethPassword"] = passphraseFile,
            ["httpAddr"] = "127.0.0.1:0",
            ["grpc-addr"] = "127.0.0.1:0",
            ["cliAddr"] = "127.0.0.1:0",
            ["chain-deposit-wei"] = "1000000000000000000",
            ["chain-reserve-wei"] = "1000000000000000000",
            ["chain-l1-block"] = L1Block.ToString(CultureInfo.InvariantCulture),
            ["chain-l1-genesis-unix-seconds"] = _time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        return SignerOptionsReader.TryRead(arguments, new Dictionary<string, string>(), out var options, out var problems)
            ? options
            : throw new InvalidOperationException(string.Join(' ', problems));
    }
}
