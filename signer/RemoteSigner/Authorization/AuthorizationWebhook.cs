using System.Globalization;
using System.Net.Http.Headers;
using Livepeer.Payments.Desk.Meters;
using Livepeer.Wire.SignerApi;

namespace RemoteSigner.Authorization;

/// <summary>
/// Asks the operator's webhook whether a payment may be made, before anything is stored or signed. Once, within five seconds: what it does with a
/// question may cost something, so nothing is repeated.
/// </summary>
/// <remarks>Source: go-livepeer server/remote_signer.go authLivePayment.</remarks>
internal sealed class AuthorizationWebhook(WebhookOptions options, HttpMessageInvoker http, TimeProvider time)
{
    /// <summary>Source: go-livepeer server/remote_signer.go.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int MaxAnswerBytes = 64 * 1024;
    private const int LeastStatus = 200;
    private const int MostStatus = 999;

    /// <summary>Connections of its own, bounded, straight to where the operator said: no proxy, no redirection.</summary>
    public static SocketsHttpHandler Connections() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        MaxConnectionsPerServer = 64,
        MaxResponseHeadersLength = 16,
        ConnectTimeout = Patience,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    };

    /// <summary>Asks about one payment.</summary>
    /// <param name="incoming">Headers of the caller's request.</param>
    /// <param name="state">JSON of the state that the session will have.</param>
    /// <param name="cancellationToken">The caller went away.</param>
    public async Task<WebhookVerdict> AskAsync(IHeaderDictionary incoming, byte[] state, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(AuthorizationRequestJson.Write(Headers(incoming), state)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in options.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode && (int)response.StatusCode == StatusCodes.Status200OK
                ? Read(await BodyAsync(response.Content, either.Token))
                : new WebhookVerdict.Failed(string.Create(CultureInfo.InvariantCulture, $"it answered with the status {(int)response.StatusCode}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookVerdict.Failed(string.Create(CultureInfo.InvariantCulture, $"it did not answer within {Patience.TotalSeconds} s"));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new WebhookVerdict.Failed(failure.Message);
        }
    }

    private static WebhookVerdict Read(byte[]? body)
    {
        if (body is null)
        {
            return new WebhookVerdict.Failed($"its answer has more than {MaxAnswerBytes} bytes");
        }

        if (!AuthorizationAnswer.TryRead(body, out var answer))
        {
            return new WebhookVerdict.Failed("its answer is not JSON with a positive status");
        }

        if (answer.Status == StatusCodes.Status200OK)
        {
            return answer.AuthId.Length > MeterGrant.MaxAuthIdLength
                ? new WebhookVerdict.Failed(string.Create(CultureInfo.InvariantCulture, $"its auth_id has more than {MeterGrant.MaxAuthIdLength} characters"))
                : new WebhookVerdict.Allowed(answer);
        }

        // A status below 200 is no answer in HTTP, and there is none above 999.
        return answer.Status is < LeastStatus or > MostStatus
            ? new WebhookVerdict.Failed(string.Create(CultureInfo.InvariantCulture, $"it wants callers to get the status {answer.Status}"))
            : new WebhookVerdict.Refused(
                (int)answer.Status,
                answer.Reason.Length > 0 ? answer.Reason : string.Create(CultureInfo.InvariantCulture, $"signer auth rejected request with status {answer.Status}"));
    }

    /// <summary>Everything that the caller sent but the host, which is the signer's.</summary>
    private static Dictionary<string, IReadOnlyList<string>> Headers(IHeaderDictionary incoming)
    {
        var headers = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in incoming)
        {
            var canonical = Livepeer.Wire.SignerApi.HeaderNames.Canonical(name);
            if (canonical != "Host")
            {
                headers[canonical] = [.. values.Select(value => value ?? string.Empty)];
            }
        }

        return headers;
    }

    private static async Task<byte[]?> BodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = new byte[MaxAnswerBytes + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxAnswerBytes ? null : body[..length];
    }
}
