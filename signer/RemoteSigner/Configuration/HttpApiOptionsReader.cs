using Livepeer.Hosting.Options;

namespace RemoteSigner.Configuration;

/// <summary>Reads how the HTTP API is served, and refuses what would let strangers spend.</summary>
internal static class HttpApiOptionsReader
{
    public static HttpApiOptions Read(OptionValues values)
    {
        var read = new HttpApiOptions
        {
            Address = values.Get(HttpApiRows.HttpAddr)!,
            WebhookUrl = values.Get(HttpApiRows.WebhookUrl),
            WebhookHeaders = values.Get(HttpApiRows.WebhookHeaders),
            AllowNoAuth = values.Get(HttpApiRows.AllowNoAuth),
            RequireToken = values.Get(HttpApiRows.RequireToken),
            PublicInfo = values.Get(HttpApiRows.PublicInfo),
            TrustAuthIdHeader = values.Get(HttpApiRows.TrustAuthIdHeader),
        };
        if (read.WebhookHeaders is not null && read.WebhookUrl is null)
        {
            values.AddProblem($"{HttpApiRows.WebhookHeaders.Flag}: there is no webhook to send them to. Give {HttpApiRows.WebhookUrl.Flag}.");
        }

        if (read.AllowNoAuth && read.RequireToken)
        {
            values.AddProblem($"{HttpApiRows.AllowNoAuth.Flag} and {HttpApiRows.RequireToken.Flag} contradict each other.");
        }

        return read;
    }

    /// <summary>What leaves the machine is encrypted, and somebody decides who may spend.</summary>
    public static void Check(OptionValues values, SignerOptions read)
    {
        ListenerOptionsReader.RequireEncryption(values, HttpApiRows.HttpAddr, read.Http.Address, ListenerNames.Http, read);
        if (read.Http is { Address.IsLoopback: false, WebhookUrl: null, AllowNoAuth: false } && !File.Exists(read.TenantsFile))
        {
            values.AddProblem($"{HttpApiRows.HttpAddr.Flag}: {read.Http.Address} is not loopback, and nobody could prove who he is: there is no file {read.TenantsFile}. "
                + $"Make a tenant first: remote-signer tenants create NAME --tenants {read.TenantsFile}, or give {HttpApiRows.WebhookUrl.Flag}.");
        }
    }
}
