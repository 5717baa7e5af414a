using Livepeer.Crypto;
using Livepeer.Crypto.Passwords;
using Livepeer.Custody.Keystore;
using Livepeer.Hosting.Files;
using Livepeer.Hosting.Program;
using Livepeer.Payments.Desk.Tenants;
using RemoteSigner.Configuration;
using RemoteSigner.Tenants.Registry;
using TestKit.Payments;

namespace RemoteSigner.Tests.Support;

/// <summary>Files of one signer: key, passphrase, tenants, ledger. Deleted on disposal.</summary>
internal sealed class SignerFolder : IDisposable
{
    public const string Passphrase = "correct horse";

    public SignerFolder()
        : this(Some.Key())
    {
    }

    public SignerFolder(PrivateKey key)
    {
        using (key)
        using (var passphrase = new Passphrase("correct horse"u8))
        {
            Directory.CreateDirectory(InFolder("keystore"));
            Address = KeystoreFile.Write(InFolder("keystore", KeystoreFile.NameFor(Secp256k1.Best.AddressOf(key), Some.Now)), key, passphrase, ScryptCost.Light);
        }

        PrivateFile.Write(PassphraseFile, Passphrase + "\n");
        Token = AddTenant("tenant-a");
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("remote-signer-test-").FullName;

    public EthAddress Address { get; }

    /// <summary>Token of tenant-a.</summary>
    public string Token { get; }

    public string PassphraseFile => InFolder("passphrase");

    public string TenantFile => InFolder(TenantsFile.DefaultName);

    /// <summary>Options that start a signer on these files and on free ports.</summary>
    public Dictionary<string, string> Arguments(params (string Name, string Value)[] more)
    {
        var arguments = new Dictionary<string, string>
        {
            ["dataDir"] = Path,
            ["ethPassword"] = PassphraseFile,
            ["grpc-addr"] = "127.0.0.1:0",
            ["httpAddr"] = "127.0.0.1:0",
            ["cliAddr"] = "127.0.0.1:0",
            ["chain-deposit-wei"] = "1000000000000000000",
            ["chain-reserve-wei"] = "1000000000000000000",
            ["chain-id"] = "42161",
            ["chain-l1-block"] = "21000000",
            ["chain-l1-genesis-unix-seconds"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach (var (name, value) in more)
        {
            arguments[name] = value;
        }

        return arguments;
    }

    public SignerOptions Options(params (string Name, string Value)[] more) =>
        SignerOptionsReader.TryRead(Arguments(more), new Dictionary<string, string>(), out var options, out var problems)
            ? options
            : throw new InvalidOperationException(string.Join(' ', problems));

    /// <summary>Enters a tenant.</summary>
    /// <returns>Its token.</returns>
    public string AddTenant(string name, TenantLimits? limits = null, params string[] subjects)
    {
        var now = TimeProvider.System.GetUtcNow();
        var token = TenantNames.IsWebhook(name) ? null : NewToken.Create(now);
        Edit(table => TenantEdits.Create(table, name, limits ?? TenantLimits.None, [.. subjects], token?.Stored, now));
        return token?.Text ?? string.Empty;
    }

    /// <summary>Changes the registry as commands do.</summary>
    public void Edit(Func<TenantTable, TenantEdit> change)
    {
        var changed = Assert.IsType<TenantEdit.Changed>(change(TenantsFile.Read(TenantFile)));
        ReplacedFile.Write(TenantFile, TenantsFile.Write(changed.Table));
    }

    public string InFolder(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
