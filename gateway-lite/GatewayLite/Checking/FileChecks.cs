using System.Net.Sockets;
using System.Security.Cryptography;
using GatewayLite.Access;
using GatewayLite.Configuration;
using GatewayLite.Hosting;
using GatewayLite.Payers;
using Livepeer.Hosting.Listening;
using Livepeer.Hosting.Options;

namespace GatewayLite.Checking;

/// <summary>Files and listeners of this machine. Nothing is made and nothing stays open.</summary>
internal static class FileChecks
{
    public static IEnumerable<Finding> All(GatewayOptions options, TimeProvider time)
    {
        if (options.StreamKeysFile is { } keys)
        {
            yield return Secrets("stream keys", keys, "keys new --stream NAME");
        }

        if (options.AppTokensFile is { } tokens)
        {
            yield return Secrets("app tokens", tokens, "tokens new --app NAME");
        }

        if (options.HttpTls is { } tls)
        {
            yield return Certificate(tls, time);
        }

        yield return Listener("RTMP listener", options.RtmpAddress);
        yield return Listener("HTTP listener", options.HttpAddress);
        yield return Listener("control listener", options.ControlAddress);
    }

    /// <summary>Token and headers for the signer; null, with a finding, when they cannot be read.</summary>
    public static SignerAccess? ReadAccess(GatewayOptions options, ICollection<Finding> findings)
    {
        try
        {
            return GatewayDependencies.ReadAccess(options);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            findings.Add(Finding.Failure("signer token", failure.Message));
            return null;
        }
    }

    private static Finding Secrets(string subject, string path, string remedy)
    {
        try
        {
            var count = AccessFile.Read(path).Count;
            return count > 0
                ? Finding.Fine(subject, $"{count} in {path}")
                : Finding.Failure(subject, $"{path} has none, so nobody gets in: gateway-lite {remedy} --file {path}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            return Finding.Failure(subject, $"{failure.Message} Make one: gateway-lite {remedy} --file {path}");
        }
    }

    private static Finding Certificate((string Certificate, string Key) tls, TimeProvider time)
    {
        try
        {
            var certificates = PemCertificate.Load(tls.Certificate, tls.Key);
            var end = new DateTimeOffset(certificates[0].NotAfter);
            var text = $"{certificates[0].Subject}, valid until {end:u}";
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }

            return end > time.GetUtcNow() ? Finding.Fine("certificate", text) : Finding.Failure("certificate", text + ", which is over");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return Finding.Failure("certificate", failure.Message);
        }
    }

    private static Finding Listener(string subject, ListenAddress address)
    {
        try
        {
            using var listener = new TcpListener(address.Host, address.Port);
            listener.Start();
            return Finding.Fine(subject, $"{address} is free");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return Finding.Notice(subject, $"{address} is in use: by a running gateway, or else choose another port");
        }
        catch (SocketException failure)
        {
            return Finding.Failure(subject, $"{address} cannot be used: {failure.Message}");
        }
    }
}
