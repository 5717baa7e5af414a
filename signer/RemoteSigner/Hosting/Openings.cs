using System.Security.Cryptography;
using System.Text;
using Livepeer.Audit;
using Livepeer.Crypto;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Program;
using Livepeer.Hosting.Tls;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using Livepeer.Payments.Desk.Audit;
using RemoteSigner.Authorization;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Registry;
using RemoteSigner.Usage;

namespace RemoteSigner.Hosting;

/// <summary>Opens what a signer needs, one thing at a time. Every failure that an operator can do something about is a sentence, not an exception.</summary>
internal static class Openings
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>The data folder's path; made when it is missing.</summary>
    public static string? DataFolder(SignerOptions options, ICollection<string> reasons) => Attempt(reasons, () =>
    {
        PrivateFile.CreateFolder(options.DataFolder);
        return options.DataFolder;
    });

    public static OpenedKey? Key(SignerOptions options, ICollection<string> reasons) => Attempt(reasons, () =>
    {
        using var passphrase = Passphrase(options.KeystorePassphrase);
        var file = KeyFileChoice.Of(options.KeystorePath, options.Account);
        var unlocked = KeystoreFile.Unlock(file, passphrase, options.Account);
        var exposed = unlocked.FileReadableByOthers ? file : passphrase.ReadableByOthers ? options.KeystorePassphrase.File : null;
        return new OpenedKey(new KeystoreCustodian(unlocked, Secp256k1.Best), exposed);
    });

    /// <summary>The ledger; null also without a key to name it after, when it is in Redis.</summary>
    public static async Task<ILedgerStore?> LedgerAsync(SignerOptions options, EthAddress? account, uint? firstEpoch, TimeProvider time, ICollection<string> reasons)
    {
        if (options.Redis is not null && account is null)
        {
            return null;
        }

        try
        {
            return await LedgerOpening.OpenAsync(options.Redis, options.LedgerFile, account ?? default, firstEpoch, time, CancellationToken.None);
        }
        catch (Exception failure) when (IsForOperators(failure))
        {
            reasons.Add(failure.Message);
            return null;
        }
    }

    /// <summary>The audit log, whose checkpoints a key signs, and whose end the ledger knows.</summary>
    public static async Task<FileAuditLog?> AuditAsync(SignerOptions options, IKeyCustodian key, ILedgerAnchors ledger, TimeProvider time, ICollection<string> reasons)
    {
        var log = new AuditLogOptions
        {
            Folder = options.AuditFolder,
            MaxFileBytes = options.AuditMaxFileBytes,
            KeepFiles = options.AuditKeepFiles,
            Version = ProductVersion.Text,
        };
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await FileAuditLog.OpenAsync(log, key, ledger, time, CancellationToken.None);
            }
            catch (LedgerUnavailableException) when (TimeProvider.System.GetElapsedTime(started) < Patience)
            {
                // It was opened a moment ago: a store that is slow to answer is no reason not to start.
                await Task.Delay(Pause, TimeProvider.System);
            }
            catch (Exception failure) when (IsForOperators(failure))
            {
                reasons.Add(failure.Message);
                return null;
            }
        }
    }

    public static TenantTable? Tenants(SignerOptions options, ICollection<string> reasons) => Attempt(reasons, () => TenantsFile.Read(options.TenantsFile));

    /// <summary>The authorization webhook with the headers it wants; null also without one.</summary>
    public static WebhookOptions? Webhook(HttpApiOptions options, ICollection<string> reasons) => options.WebhookUrl is not { } url
        ? null
        : Attempt(reasons, () => new WebhookOptions(url, WebhookHeaders.Parse(TextOf(options.WebhookHeaders))));

    /// <summary>Where payments are told to, with the headers that it wants.</summary>
    public static UsageWebhook? Usage(SignerOptions options, ICollection<string> reasons) =>
        Attempt(reasons, () => new UsageWebhook(options.UsageWebhookUrl, WebhookHeaders.Parse(TextOf(options.UsageWebhookHeaders))));

    public static AdminToken? AdminToken(SignerOptions options, ICollection<string> reasons) => Attempt(reasons, () => Livepeer.Hosting.Access.AdminToken.Open(options.AdminTokenFile));

    /// <summary>TLS of the listeners; null also when there is none.</summary>
    public static ServerTls? Tls(SignerOptions options, TimeProvider time, ICollection<string> reasons) =>
        options.Tls is not { } tls ? null : Attempt(reasons, () => ServerTls.Open(tls.Files, time));

    public static Passphrase Passphrase(Secret secret)
    {
        if (secret.File is { } file)
        {
            return Livepeer.Custody.Keystore.Passphrase.FromFile(file);
        }

        var bytes = Encoding.UTF8.GetBytes(secret.Text!);
        try
        {
            return new Passphrase(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static string TextOf(Secret? secret) => secret is null ? string.Empty : secret.Text ?? File.ReadAllText(secret.File!).Trim();

    private static T? Attempt<T>(ICollection<string> reasons, Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (IsForOperators(failure))
        {
            reasons.Add(failure.Message);
            return null;
        }
    }

    private static bool IsForOperators(Exception failure) => failure
        is KeystoreException or LedgerFileException or AuditFolderException or LedgerUnavailableException or TenantsFileException or IOException or UnauthorizedAccessException
        or InvalidDataException or CryptographicException or ArgumentException or FormatException;
}

/// <summary>A key that is ready to sign.</summary>
/// <param name="Custodian">Holds it.</param>
/// <param name="ExposedFile">A file with the key or its passphrase that every user of the machine may read; null when there is none.</param>
internal sealed record OpenedKey(KeystoreCustodian Custodian, string? ExposedFile) : IDisposable
{
    public void Dispose() => Custodian.Dispose();
}
