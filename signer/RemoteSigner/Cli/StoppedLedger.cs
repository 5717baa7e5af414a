using System.CommandLine;
using Livepeer.Crypto;
using Livepeer.Hosting.Options;
using Livepeer.Ledger;
using Livepeer.Payments.Desk;
using RemoteSigner.Configuration;
using RemoteSigner.Hosting;

namespace RemoteSigner.Cli;

/// <summary>The ledger of a program that is down, for commands that do without it. A file is opened alone; Redis may have other signers on it, which does no harm.</summary>
/// <param name="Redis">Null for a file.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Account">Names a ledger in Redis, where no prefix does.</param>
/// <param name="Keystore">Whose key file names the account where nothing else does.</param>
internal sealed record StoppedLedger(RedisOptions? Redis, string File, EthAddress? Account, string Keystore)
{
    /// <summary>The options that say where it is.</summary>
    public static IReadOnlyList<ProgramOption> Rows { get; } = [SignerTable.LedgerFile, SignerTable.EthKeystorePath, SignerTable.EthAcctAddr, .. RedisRows.All];

    /// <summary>Where it is, for messages.</summary>
    public string Place => Redis is { } redis ? $"Redis at {string.Join(", ", redis.Servers)}" : File;

    /// <summary>Reads them.</summary>
    public static StoppedLedger Of(OptionValues values) => new(
        RedisOptionsReader.Read(values),
        values.Get(SignerTable.LedgerFile) ?? Path.Combine(values.Get(SignerTable.DataDir) ?? string.Empty, "ledger.db"),
        values.Get(SignerTable.EthAcctAddr),
        SignerOptionsReader.KeystorePath(values));

    /// <summary>Opens it, or says why it cannot be.</summary>
    /// <returns>Null when it cannot.</returns>
    public async Task<ILedgerStore?> OpenAsync(InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        var (ledger, problem) = await TryOpenAsync(cancellationToken);
        if (ledger is null)
        {
            await invocation.Error.WriteLineAsync(problem);
        }

        return ledger;
    }

    /// <summary>Opens it.</summary>
    /// <returns>Without a ledger the reason, and what to do.</returns>
    public async Task<(ILedgerStore? Ledger, string Problem)> TryOpenAsync(CancellationToken cancellationToken)
    {
        if (Redis is null && !System.IO.File.Exists(File))
        {
            return (null, $"There is no ledger {File} either: give --cliAddr of the running program, or --dataDir or --ledger-file of one that is down.");
        }

        // Looked for only here: whoever may ask a running signer need not be allowed to see its key file.
        var account = Redis is { Prefix: null } ? Account ?? KeyFileChoice.AccountOf(Keystore) : Account;
        if (Redis is { Prefix: null } && account is null)
        {
            return (null, $"Which ledger in Redis is meant is not clear: give {SignerTable.EthKeystorePath.Flag} or {SignerTable.EthAcctAddr.Flag}, or {RedisRows.Prefix.Flag} as the signers have it.");
        }

        try
        {
            return (await LedgerOpening.OpenAsync(Redis, File, account ?? default, firstEpoch: null, TimeProvider.System, cancellationToken), string.Empty);
        }
        catch (LedgerFileException failure) when (failure.Problem != LedgerFileProblem.InUse)
        {
            return (null, $"Its ledger cannot be opened either: {failure.Message}");
        }
        catch (Exception failure) when (failure is LedgerFileException or LedgerUnavailableException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (null, $"Its ledger cannot be opened either: {failure.Message} If a signer runs on it, give the --cliAddr that it was started with, or stop it: a program that is down signs nothing.");
        }
    }
}
