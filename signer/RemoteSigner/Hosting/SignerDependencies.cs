using Livepeer.Audit;
using Livepeer.Chain.Static;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Program;
using Livepeer.Hosting.Tls;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using RemoteSigner.Authorization;
using RemoteSigner.Configuration;
using RemoteSigner.Usage;

namespace RemoteSigner.Hosting;

/// <summary>What a signer holds open while it serves.</summary>
internal sealed class SignerDependencies : IAsyncDisposable
{
    private SignerDependencies(
        OpenedKey key, ILedgerStore ledger, FileAuditLog audit, IChainView chain, AdminToken adminToken, ServerTls? tls, WebhookOptions? webhook, UsageWebhook usage)
    {
        Key = key.Custodian;
        ExposedKeyFile = key.ExposedFile;
        Ledger = ledger;
        Audit = audit;
        Chain = chain;
        AdminToken = adminToken;
        Tls = tls;
        Webhook = webhook;
        Usage = usage;
    }

    public KeystoreCustodian Key { get; }

    /// <summary>A file with the key or its passphrase that every user of the machine may read; null when there is none.</summary>
    public string? ExposedKeyFile { get; }

    public ILedgerStore Ledger { get; }

    public FileAuditLog Audit { get; }

    public IChainView Chain { get; }

    public AdminToken AdminToken { get; }

    /// <summary>TLS of the listeners; null without.</summary>
    public ServerTls? Tls { get; }

    /// <summary>The authorization webhook; null without.</summary>
    public WebhookOptions? Webhook { get; }

    /// <summary>Where payments are told to.</summary>
    public UsageWebhook Usage { get; }

    /// <summary>Opens everything, or says everything that stands in the way.</summary>
    /// <exception cref="StartupException">Something cannot be opened; nothing stays open.</exception>
    public static async Task<SignerDependencies> OpenAsync(SignerOptions options, uint? firstEpoch, TimeProvider time)
    {
        var reasons = new List<string>();
        Openings.DataFolder(options, reasons);
        var tls = Openings.Tls(options, time, reasons);
        var webhook = Openings.Webhook(options.Http, reasons);
        var usage = Openings.Usage(options, reasons);
        var adminToken = Openings.AdminToken(options, reasons);
        Openings.Tenants(options, reasons);
        var key = Openings.Key(options, reasons);
        var ledger = await Openings.LedgerAsync(options, key?.Custodian.Address, firstEpoch, time, reasons);
        var audit = reasons.Count == 0 ? await Openings.AuditAsync(options, key!.Custodian, ledger!, time, reasons) : null;
        if (reasons.Count == 0)
        {
            return new SignerDependencies(key!, ledger!, audit!, new StaticChainView(options.Chain, time), adminToken!, tls, webhook, usage!);
        }

        key?.Dispose();
        await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        throw new StartupException(reasons);
    }

    /// <summary>Closes the audit log first: its last head is signed with the key, and the ledger told of it. Then the ledger: what waits in it needs nothing any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await Audit.DisposeAsync();
        await Ledger.DisposeAsync();
        Key.Dispose();
    }
}
