namespace RemoteSigner.Usage;

/// <summary>Where payments are told to.</summary>
/// <param name="Url">Null for nowhere.</param>
/// <param name="Headers">Sent along; may be secrets.</param>
internal sealed record UsageWebhook(Uri? Url, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>A client for it alone: the operator named the URL, but a redirect from it is not followed.</summary>
    public static HttpClient CreateClient() => new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) },
        disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void AddHeaders(HttpRequestMessage request)
    {
        foreach (var (name, value) in Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Never the headers.</summary>
    public override string ToString() => Url?.ToString() ?? "none";
}
