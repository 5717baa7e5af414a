using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using GatewayLite.Access;
using GatewayLite.Configuration;
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
/// <param name="SignerToken">This gateway's token at the signer; null when nobody is paid.</param>
internal sealed record GatewayDependencies(AdminToken AdminToken, StreamKeys StreamKeys, AppTokens AppTokens, X509Certificate2Collection? Certificate, string? SignerToken) : IDisposable
{
    private const int MaxTokenBytes = 4096;

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
        var token = options is { Signer: not null, SignerToken: { } secret } ? Attempt(reasons, () => Read(secret)) : null;
        return reasons.Count == 0
            ? new GatewayDependencies(admin!, new StreamKeys(keys), new AppTokens(apps), certificate, token)
            : throw new StartupException(reasons);
    }

    public void Dispose()
    {
        foreach (var certificate in Certificate ?? [])
        {
            certificate.Dispose();
        }
    }

    /// <summary>The token, fit for a header.</summary>
    /// <exception cref="FormatException">It is none; the message never shows it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static string Read(Secret secret)
    {
        var token = secret.Text ?? ReadFile(secret);
        return token.Length > 0 && token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new FormatException($"{secret.File ?? "The environment"} holds no token for the signer: one line of printable ASCII without blanks.");
    }

    private static string ReadFile(Secret secret)
    {
        var file = new FileInfo(secret.File!);
        return file.Length <= MaxTokenBytes
            ? File.ReadAllText(file.FullName).Trim()
            : throw new FormatException($"{file.FullName} has {file.Length} bytes: a token has at most {MaxTokenBytes}.");
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
