namespace DevNet;

/// <summary>One client for the programs of the network: loopback, no proxy, short patience.</summary>
internal static class LocalHttp
{
    public static HttpClient Create() => new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
}
