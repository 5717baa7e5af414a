using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using GatewayLite.Pipelines.Payments;
using GatewayLite.Pipelines.Status;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Ceilings;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;
using TestKit.Ports;

namespace GatewayLite.Pipelines.Tests.Support;

/// <summary>The product's own signer on loopback, with a fresh key and its ledger in a folder, so that it can be stopped and started on the same port.</summary>
internal sealed class RealSigner : IAsyncDisposable
{
    private const string Token = "a-token-for-tests-that-nobody-else-has";

    private readonly string _folder = Directory.CreateTempSubdirectory("pipelines-test-").FullName;
    private readonly long _genesis = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    private readonly HeldPort _port = new();
    private SignerHost? _host;

    public RealSigner()
    {
        using var key = PrivateKey.Generate();
        using var passphrase = new Passphrase("correct horse"u8);
        _ = Directory.CreateDirectory(Path.Combine(_folder, "keystore"));
        _ = KeystoreFile.Write(Path.Combine(_folder, "keystore", "key"), key, passphrase, ScryptCost.Light);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)));
        File.WriteAllText(Path.Combine(_folder, "tenants"), $$"""
            {"version":1,"tenants":[{"name":"tenant-a","created":"2026-01-01T00:00:00Z","tokens":[{"id":"1","sha256":"{{hash}}","created":"2026-01-01T00:00:00Z"}]}]}
            """);
    }

    public Rational? MaxPrice { get; init; }

    public async Task StartAsync() =>
        _host = await SignerHost.StartAsync(Options(), new HostSurroundings { Adjust = static builder => builder.Logging.ClearProviders() }, CancellationToken.None);

    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.DisposeAsync();
        }
    }

    public RemotePayer Payer() => new(
        new RemotePayerOptions
        {
            Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"grpc://127.0.0.1:{_port.Number}")),
            Token = Token,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            CallTimeout = TimeSpan.FromSeconds(30),
            ReportDelay = TimeSpan.FromMilliseconds(200),
        },
        PipelineMeter.Silent,
        TimeProvider.System,
        NullLoggerFactory.Instance);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _port.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private SignerOptions Options() => new()
    {
        KeystorePath = Path.Combine(_folder, "keystore", "key"),
        KeystorePassphrase = Secret.Given("correct horse"),
        TenantsFile = Path.Combine(_folder, "tenants"),
        AdminTokenFile = Path.Combine(_folder, "admin"),
        MaxTicketEvWei = new Rational(PaymentPolicy.DefaultMaxTicketEvWei),
        MaxTotalEvWei = new Rational(PaymentPolicy.DefaultMaxTotalEvWei),
        DepositMultiplier = 1,
        Ceilings = PriceCeilings.None with { Global = MaxPrice },
        NonceLimit = PaymentPolicy.DefaultNonceLimit,
        Chain = new StaticChainOptions { L1Block = 21_000_000, L1GenesisUnixSeconds = _genesis, Round = 3_890 },
        Orchestrators = [],
        GrpcAddress = new ListenAddress(IPAddress.Loopback, _port.Number),
        Http = new HttpApiOptions { Address = new ListenAddress(IPAddress.Loopback, 0) },
        ControlAddress = new ListenAddress(IPAddress.Loopback, 0),
        DataFolder = _folder,
        LedgerFile = Path.Combine(_folder, "ledger"),
        AuditFolder = Path.Combine(_folder, "audit"),
    };
}
