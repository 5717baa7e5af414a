using System.Net;
using Livepeer.Chain.Static;
using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Money;
using Microsoft.Extensions.Logging;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;

namespace GatewayLite.Tests.Support;

/// <summary>The product's own signer on loopback with a fresh key and one tenant.</summary>
internal sealed class PayingSigner : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SignerHost _host;

    private PayingSigner(SignerHost host, string folder, string token)
    {
        _host = host;
        _folder = folder;
        Token = token;
    }

    public EthAddress Sender => _host.Sender;

    public string Endpoint => $"grpc://{_host.GrpcAddress.Authority}";

    /// <summary>Its other door: go-livepeer's HTTP API.</summary>
    public string HttpEndpoint => $"http://{_host.HttpAddress.Authority}";

    /// <summary>Token of the tenant.</summary>
    public string Token { get; }

    /// <summary>Starts a signer.</summary>
    /// <param name="orchestrators">What it tells callers to use.</param>
    public static Task<PayingSigner> StartAsync(params Uri[] orchestrators) => StartAsync(AccessToken.Create("rst_"), 0, orchestrators);

    /// <summary>Starts a signer whose tenant and port were agreed on before.</summary>
    public static async Task<PayingSigner> StartAsync(string token, int port, params Uri[] orchestrators)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-lite-signer-").FullName;
        var hash = new byte[TokenHash.Size];
        Assert.True(TokenHash.TryCompute(token, hash));
        await File.WriteAllTextAsync(Path.Combine(folder, "tenants.json"), $$"""
            {"version":1,"tenants":[{"name":"tenant-a","created":"2026-01-01T00:00:00Z","tokens":[{"id":"1","sha256":"{{Convert.ToHexStringLower(hash)}}","created":"2026-01-01T00:00:00Z"}]}]}
            """);
        using (var key = PrivateKey.Generate())
        using (var passphrase = new Passphrase("correct horse"u8))
        {
            Directory.CreateDirectory(Path.Combine(folder, "keystore"));
            _ = KeystoreFile.Write(Path.Combine(folder, "keystore", "key"), key, passphrase, ScryptCost.Light);
        }

        var host = await SignerHost.StartAsync(
            Options(folder, port, orchestrators), new HostSurroundings { Adjust = static builder => builder.Logging.ClearProviders() }, CancellationToken.None);
        return new PayingSigner(host, folder, token);
    }

    /// <summary>The gateway's side of it: a file with the token.</summary>
    public string WriteToken(GatewayFolder folder)
    {
        var path = folder.InFolder("signer.token");
        File.WriteAllText(path, Token + "\n");
        return "@" + path;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static SignerOptions Options(string folder, int port, Uri[] orchestrators) => new()
    {
        KeystorePath = Path.Combine(folder, "keystore", "key"),
        KeystorePassphrase = Secret.Given("correct horse"),
        TenantsFile = Path.Combine(folder, "tenants.json"),
        AdminTokenFile = Path.Combine(folder, "admin.token"),
        MaxTicketEvWei = new Rational(PaymentPolicy.DefaultMaxTicketEvWei),
        MaxTotalEvWei = new Rational(PaymentPolicy.DefaultMaxTotalEvWei),
        DepositMultiplier = 1,
        NonceLimit = PaymentPolicy.DefaultNonceLimit,
        Chain = new StaticChainOptions { L1Block = 21_000_000, L1GenesisUnixSeconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), Round = 3_890 },
        Orchestrators = orchestrators,
        GrpcAddress = new ListenAddress(IPAddress.Loopback, port),
        Http = new HttpApiOptions { Address = new ListenAddress(IPAddress.Loopback, 0) },
        ControlAddress = new ListenAddress(IPAddress.Loopback, 0),
        DataFolder = folder,
        LedgerFile = Path.Combine(folder, "ledger.db"),
        AuditFolder = Path.Combine(folder, "audit"),
    };
}
