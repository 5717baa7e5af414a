using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using DevNet.Processes;

namespace Drills.World;

/// <summary>One deposit key and one tenant, shared by every signer of a drill.</summary>
internal sealed class SignerFiles(string folder, Spawner spawner, DateTimeOffset genesis)
{
    private const string Tenant = "drill";
    private int _runs;

    public string Folder => folder;

    public string LogFolder => Path.Combine(folder, "logs");

    public string Token => File.ReadAllText(Path.Combine(folder, "drill.token")).Trim();

    private string Passphrase => Path.Combine(folder, "passphrase");

    public string Keystore => Path.Combine(folder, "keystore");

    private string Tenants => Path.Combine(folder, "tenants.json");

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(LogFolder);
        await File.WriteAllTextAsync(Passphrase, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), cancellationToken);
        File.SetUnixFileMode(Passphrase, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _ = await RunAsync(["keys", "new", "--folder", Keystore, "--passphrase-file", Passphrase, "--light"], cancellationToken);
        _ = await RunAsync(["tenants", "create", Tenant, "--tenants", Tenants, "--dataDir", folder, "--out", Path.Combine(folder, "drill.token")], cancellationToken);
    }

    /// <summary>Gives the tenant a budget for ever.</summary>
    public async Task LimitAsync(BigInteger evTotalWei, CancellationToken cancellationToken) =>
        _ = await RunAsync(["tenants", "set", Tenant, "--tenants", Tenants, "--dataDir", folder, "--ev-total", evTotalWei.ToString(CultureInfo.InvariantCulture)], cancellationToken);

    /// <summary>Arguments of every signer of this key.</summary>
    public IEnumerable<string> Arguments(string dataFolder) =>
    [
        "run", "--dataDir", dataFolder, "--ethKeystorePath", Keystore, "--ethPassword", "@" + Passphrase, "--tenants", Tenants,
        "--httpAddr", "127.0.0.1:0", "--http-require-token",
        "--chain-deposit-wei", "5000000000000000000", "--chain-reserve-wei", "5000000000000000000", "--chain-round", "3890",
        "--chain-l1-block", "21000000", "--chain-l1-genesis-unix-seconds", genesis.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    ];

    /// <summary>Runs a command of the signer to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"command-{Interlocked.Increment(ref _runs)}");
        var (code, said) = await ChildProcess.RunDotnetAsync(spawner, name, ProgramFiles.Signer, arguments, LogFolder, cancellationToken);
        return code == 0 ? said : throw new InvalidOperationException($"remote-signer {string.Join(' ', arguments)} ended with {code}: {said}");
    }
}
