using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GatewayLite.Access;
using GatewayLite.Configuration;
using GatewayLite.Payers;
using Livepeer.Hosting.Access;
using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Options;
using Livepeer.Hosting.Program;

namespace GatewayLite.Hosting;

/// <summary>What a gateway reads from files before it serves.</summary>
/// <param name="AdminToken">Guards the control port.</param>
/// <param name="StreamKeys">Who may publish.</param>
/// <param name="AppTokens">Who may spend.</param>
/// <param name="Certificate">Of the HTTP listener; null without TLS.</param>
/// <param name="Signer">What proves to the signer who this gateway is.</param>
internal sealed record GatewayDependencies(AdminToken AdminToken, StreamKeys StreamKeys, AppTokens AppTokens, X509Certificate2Collection? Certificate, SignerAccess Signer) : IDisposable
{
    private const int MaxTokenBytes = 4096;
    private const int MaxHeadersBytes = 16 * 1024;

    /// <summary>Reads everything, or says everything that stands in the way.</summary>
    /// <exception cref="StartupException">Something cannot be read.</exception>
    public static GatewayDependencies Open(GatewayOptions options)
    {
        var reasons = new List<string>();
        Attempt(reasons, () =>
        {
            PrivateFile.CreateFolder(options.DataFolder);
            return options;
        });
        var admin = Attempt(reasons, () => AdminToken.Open(options.AdminTokenFile));
        var keys = options.StreamKeysFile is { } keyFile ? Attempt(reasons, () => AccessFile.Read(keyFile)) : null;
        var apps = options.AppTokensFile is { } appFile ? Attempt(reasons, () => AccessFile.Read(appFile)) : null;
        var certificate = options.HttpTls is { } tls ? Attempt(reasons, () => PemCertificate.Load(tls.Certificate, tls.Key)) : null;
        var signer = Attempt(reasons, () => ReadAccess(options));
        return reasons.Count == 0
            ? new GatewayDependencies(admin!, new StreamKeys(keys), new AppTokens(apps), certificate, signer!)
            : throw new StartupException(reasons);
    }

    public void Dispose()
    {
        foreach (var certificate in Certificate ?? [])
        {
            certificate.Dispose();
        }
    }

    /// <summary>Token and headers for the signer, fit to be sent.</summary>
    /// <exception cref="FormatException">They are none; the message never shows them.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    internal static SignerAccess ReadAccess(GatewayOptions options)
    {
        if (options.Signer is null)
        {
            return SignerAccess.None;
        }

        var access = new SignerAccess(
            options.SignerToken is { } token ? ReadToken(token) : null,
            options.SignerHeaders is { } headers ? SignerHeaders.Read(headers.Text ?? ReadFile(headers, MaxHeadersBytes)) : []);
        _ = access.AllHeaders;
        return access;
    }

    private static string ReadToken(Secret secret)
    {
        var token = secret.Text ?? ReadFile(secret, MaxTokenBytes);
        return token.Length > 0 && token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new FormatException($"{secret.File ?? "The environment"} holds no token for the signer: one line of printable ASCII without blanks.");
    }

    private static string ReadFile(Secret secret, int most)
    {
        var file = new FileInfo(secret.File!);
        return file.Length <= most
            ? File.ReadAllText(file.FullName).Trim()
            : throw new FormatException($"{file.FullName} has {file.Length} bytes: a secret for the signer has at most {most}.");
    }

    private static T? Attempt<T>(List<string> reasons, Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException or InvalidDataException or CryptographicException)
        {
            reasons.Add(failure.Message);
            return null;
        }
    }
}
