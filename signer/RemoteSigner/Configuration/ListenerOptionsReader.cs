using Livepeer.Hosting.Options;
using Livepeer.Hosting.Tls;

namespace RemoteSigner.Configuration;

/// <summary>Reads how the listeners are secured, and holds them to the rules for what leaves the machine.</summary>
internal static class ListenerOptionsReader
{
    /// <summary>TLS as configured; null without a certificate.</summary>
    public static TlsOptions? Tls(OptionValues values)
    {
        var certificate = values.Get(ListenerRows.TlsCert);
        var key = values.Get(ListenerRows.TlsKey);
        var authority = values.Get(ListenerRows.TlsClientCa);
        var mode = values.Get(ListenerRows.TlsClientCerts);
        var listeners = values.Get(ListenerRows.TlsListeners) ?? [];
        if (certificate is null != key is null)
        {
            values.AddProblem($"{ListenerRows.TlsCert.Flag} and {ListenerRows.TlsKey.Flag} go together: one of them is missing.");
        }

        if (authority is null && values.IsGiven(ListenerRows.TlsClientCerts) && mode != ClientCertificates.None)
        {
            values.AddProblem($"{ListenerRows.TlsClientCerts.Flag}: certificates of clients cannot be checked without {ListenerRows.TlsClientCa.Flag}.");
        }

        if (authority is not null && certificate is null)
        {
            values.AddProblem($"{ListenerRows.TlsClientCa.Flag}: clients show certificates over TLS only. Give {ListenerRows.TlsCert.Flag} and {ListenerRows.TlsKey.Flag}.");
        }

        return certificate is null || key is null
            ? null
            : new TlsOptions(new TlsFiles(certificate, key, authority), authority is null ? ClientCertificates.None : mode, listeners);
    }

    /// <summary>What leaves the machine is encrypted, or somebody has said in so many words that it need not be.</summary>
    /// <param name="values">Gets the problem.</param>
    /// <param name="option">The listener's option.</param>
    /// <param name="address">What it says; null when that was no address.</param>
    /// <param name="name">One of <see cref="ListenerNames"/>.</param>
    /// <param name="read">Everything read so far.</param>
    public static void RequireEncryption(OptionValues values, ProgramOption option, ListenAddress? address, string name, SignerOptions read)
    {
        if (address is { IsLoopback: false } && !read.SpeaksTls(name) && !read.InsecurePlaintext)
        {
            values.AddProblem($"{option.Flag}: {address} is not loopback, and anybody on the way could read the tokens. "
                + $"Give {ListenerRows.TlsCert.Flag} and {ListenerRows.TlsKey.Flag} with {name} among {ListenerRows.TlsListeners.Flag}, or listen on 127.0.0.1.");
        }
    }

    /// <summary>Who reaches a listener from elsewhere proves who he is.</summary>
    public static void RequireTenants(OptionValues values, ProgramOption option, ListenAddress? address, SignerOptions read)
    {
        if (address is { IsLoopback: false } && !File.Exists(read.TenantsFile))
        {
            values.AddProblem($"{option.Flag}: {address} is not loopback, and nobody could prove who he is: there is no file {read.TenantsFile}. "
                + $"Make one first: remote-signer tenants create NAME --tenants {read.TenantsFile}");
        }
    }
}
