using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Livepeer.Hosting.Access;

namespace Livepeer.Hosting.Cli;

/// <summary>Asks a running program over its control port, with the admin token.</summary>
public static class ControlClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Asks once.</summary>
    /// <param name="program">Its name, for messages.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">With a leading slash.</param>
    /// <param name="body">Null without.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public static Task<ControlAnswer> AskAsync(
        string program, ControlEndpoint endpoint, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken) =>
        AskAsync(program, endpoint, method, path, body, Patience, cancellationToken);

    /// <summary>Asks once, for something that may take longer than an answer usually does.</summary>
    /// <param name="program">Its name, for messages.</param>
    /// <param name="endpoint">Where it is.</param>
    /// <param name="method">GET or POST.</param>
    /// <param name="path">With a leading slash.</param>
    /// <param name="body">Null without.</param>
    /// <param name="patience">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    public static async Task<ControlAnswer> AskAsync(
        string program, ControlEndpoint endpoint, HttpMethod method, string path, HttpContent? body, TimeSpan patience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var address = Reachable(endpoint);
        try
        {
            using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
            if (endpoint.CertificateFile is { } file)
            {
                handler.SslOptions.RemoteCertificateValidationCallback = OnlyTheOneOf(file);
            }

            using var client = new HttpClient(handler) { Timeout = patience };
            using var request = new HttpRequestMessage(method, new Uri($"{(endpoint.CertificateFile is null ? "http" : "https")}://{address}{path}")) { Content = body };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AdminToken.Read(endpoint.AdminTokenFile));
            using var response = await client.SendAsync(request, cancellationToken);
            return new ControlAnswer.Said(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new ControlAnswer.Failed($"The admin token cannot be read: {failure.Message} Give --admin-token-file or --dataDir of the running program.");
        }
        catch (CryptographicException failure)
        {
            return new ControlAnswer.Failed($"{endpoint.CertificateFile} holds no certificate: {failure.Message}");
        }
        catch (HttpRequestException failure) when (failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new ControlAnswer.Nobody($"No {program} answers at {address}: {failure.Message}");
        }
        catch (HttpRequestException failure) when (failure.HttpRequestError == HttpRequestError.SecureConnectionError)
        {
            return new ControlAnswer.Failed($"What answers at {address} does not have the certificate of {endpoint.CertificateFile}: {failure.InnerException?.Message ?? failure.Message}");
        }
        catch (HttpRequestException failure)
        {
            return new ControlAnswer.Failed($"No {program} answers at {address}: {failure.Message}");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ControlAnswer.Failed($"{program} at {address} did not answer within {patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Every interface includes this machine's own.</summary>
    private static IPEndPoint Reachable(ControlEndpoint endpoint)
    {
        var host = endpoint.Address.Host;
        return new IPEndPoint(host.Equals(IPAddress.Any) ? IPAddress.Loopback : host.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : host, endpoint.Address.Port);
    }

    /// <summary>The certificate names the host that others use, and its authority may be unknown here; that it is the program's own says enough.</summary>
    private static RemoteCertificateValidationCallback OnlyTheOneOf(string file)
    {
        using var own = X509Certificate2.CreateFromPem(File.ReadAllText(file));
        var hash = own.GetCertHash(HashAlgorithmName.SHA256);
        return (_, shown, _, _) => shown is not null && shown.GetCertHash(HashAlgorithmName.SHA256).AsSpan().SequenceEqual(hash);
    }
}
