using System.Net;
using System.Net.Http.Headers;
using GatewayLite.Pipelines.Dispatch;

namespace GatewayLite.Pipelines.Payments.Compat;

/// <summary>
/// HTTP to the signer: certificates verified, no redirects, no proxy, no cookies, every body bounded, every call limited. Expected failures are values. Thread-safe.
/// </summary>
internal sealed class SignerHttp : IDisposable
{
    private readonly HttpClient _http;
    private readonly CompatPayerOptions _options;
    private readonly TimeProvider _time;

    /// <exception cref="ArgumentException">The endpoint is neither http:// nor https://, or has more than a host and a port; or an option is out of range.</exception>
    public SignerHttp(CompatPayerOptions options, TimeProvider time)
    {
        OptionRules.Demand(options);
        if (options.Endpoint is not { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo.Length: 0, PathAndQuery.Length: <= 1, Fragment.Length: 0 })
        {
            throw new ArgumentException("The signer's endpoint is written http://host:port or https://host:port.", nameof(options));
        }

        _options = options;
        _time = time;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeout,
            UseCookies = false,
            UseProxy = false,
        };
        _http = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public Task<SignerReply> PostAsync(string path, ReadOnlyMemory<byte> json, int mostBytes, TimeSpan limit, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, new ReadOnlyMemoryContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } }, mostBytes, limit, cancellationToken);

    public Task<SignerReply> GetAsync(string path, int mostBytes, TimeSpan limit, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content: null, mostBytes, limit, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<SignerReply> SendAsync(HttpMethod method, string path, HttpContent? content, int mostBytes, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var time = new TimeLimit(limit < _options.CallTimeout ? limit : _options.CallTimeout, _time, cancellationToken);
        using var request = Request(method, path, content);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
            await using var body = await response.Content.ReadAsStreamAsync(time.Token);
            return await BoundedBody.ReadAsync(body, response.Content.Headers.ContentLength, mostBytes, time.Token) is { } whole
                ? new SignerReply.Answered((int)response.StatusCode, whole)
                : new SignerReply.Silent(FormattableString.Invariant($"its answer has more than {mostBytes} bytes"), MayHaveArrived: true);
        }
        catch (OperationCanceledException) when (time.IsOver)
        {
            return new SignerReply.Silent("it did not answer in time", MayHaveArrived: true);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own limit on connecting, which it tells by this inner exception; else the client was disposed.
            return new SignerReply.Silent("no connection", fault.InnerException is not TimeoutException);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return new SignerReply.Silent(fault.InnerException?.Message ?? fault.Message, !IsBeforeSending(fault));
        }
        catch (ObjectDisposedException)
        {
            return new SignerReply.Silent("the gateway is going down", MayHaveArrived: true);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(_options.Endpoint, path)) { Content = content };
        if (_options.Endpoint.Scheme == Uri.UriSchemeHttps)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        }

        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        foreach (var (name, value) in _options.Headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static bool IsBeforeSending(Exception fault) => fault is HttpRequestException
    {
        HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError,
    };
}
