using System.Security.Cryptography.X509Certificates;
using Livepeer.Chain.Static;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Program;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using RemoteSigner.Configuration;

namespace RemoteSigner.Hosting;

/// <summary>What a signer holds open while it serves.</summary>
internal sealed class SignerDependencies : IAsyncDisposable
{
    private SignerDependencies(OpenedKey key, EmbeddedLedger ledger, IChainView chain, AdminToken adminToken, X509Certificate2Collection? certificate)
    {
        Key = key.Custodian;
        ExposedKeyFile = key.ExposedFile;
        Ledger = ledger;
        Chain = chain;
        AdminToken = adminToken;
        Certificate = certificate;
    }

    public KeystoreCustodian Key { get; }

    /// <summary>A file with the key or its passphrase that every user of the machine may read; null when there is none.</summary>
    public string? ExposedKeyFile { get; }

    public EmbeddedLedger Ledger { get; }

    public IChainView Chain { get; }

    public AdminToken AdminToken { get; }

    public X509Certificate2Collection? Certificate { get; }

    /// <summary>Opens everything, or says everything that stands in the way.</summary>
    /// <exception cref="StartupException">Something cannot be opened; nothing stays open.</exception>
    public static async Task<SignerDependencies> OpenAsync(SignerOptions options, uint? firstEpoch, TimeProvider time)
    {
        var reasons = new List<string>();
        Openings.DataFolder(options, reasons);
        var certificate = Openings.Certificate(options, reasons);
        var adminToken = Openings.AdminToken(options, reasons);
        Openings.Tenants(options, reasons);
        var ledger = Openings.Ledger(options, firstEpoch, time, reasons);
        var key = Openings.Key(options, reasons);
        if (reasons.Count == 0)
        {
            return new SignerDependencies(key!, ledger!, new StaticChainView(options.Chain, time), adminToken!, certificate);
        }

        key?.Dispose();
        await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        throw new StartupException(reasons);
    }

    /// <summary>Closes the ledger first: what waits in it may still need nothing, but what comes after it would need the key.</summary>
    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        Key.Dispose();
        foreach (var certificate in Certificate ?? [])
        {
            certificate.Dispose();
        }
    }
}
