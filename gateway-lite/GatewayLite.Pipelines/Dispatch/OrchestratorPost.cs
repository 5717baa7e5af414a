using System.Net;
using System.Net.Http.Headers;
using GatewayLite.Pipelines.Payments;
using Livepeer.Orchestrators.Connections;
using Livepeer.Wire.Headers;

namespace GatewayLite.Pipelines.Dispatch;

/// <summary>One paid request to an orchestrator in two phases: until the headers of the answer, and until its end. Expected failures are values.</summary>
internal static class OrchestratorPost
{
    private const int ReadBytes = 16 * 1024;

    public static async Task<PostResult> SendAsync(HttpClient connections, PostOrder order, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(order.UploadLimit, time, cancellationToken);
        var started = time.GetTimestamp();
        var phase = AttemptPhase.Upload;
        try
        {
            using var request = Request(order);
            using var response = await connections.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            var upload = time.GetElapsedTime(started);
            phase = AttemptPhase.Work;
            limit.Restart(order.Limit - upload);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                var (text, _) = await ReadAsync(response, WireLimits.ErrorTextBytes, limit.Token);
                return new PostResult.Failed(new AttemptFailure.Answered(response.StatusCode, System.Text.Encoding.UTF8.GetString(text.Span)));
            }

            var (body, isWhole) = await ReadAsync(response, order.MaxResponseBytes, limit.Token);
            return isWhole
                ? new PostResult.Answered(body, response.Content.Headers.ContentType?.MediaType ?? "", upload, time.GetElapsedTime(started))
                : new PostResult.Failed(new AttemptFailure.Unusable(FormattableString.Invariant($"it has more than {order.MaxResponseBytes} bytes.")));
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return new PostResult.Failed(new AttemptFailure.TimedOut(phase));
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's own limit on connecting, which it tells by this inner exception; else the connections were closed under the request, which may be on its way.
            return new PostResult.Failed(phase == AttemptPhase.Upload && fault.InnerException is TimeoutException late
                ? new AttemptFailure.Unreachable(late.Message)
                : new AttemptFailure.Interrupted("the connections were closed."));
        }
        catch (ObjectDisposedException)
        {
            return new PostResult.Failed(new AttemptFailure.Interrupted("the connections were closed."));
        }
        catch (HttpRequestException fault)
        {
            return new PostResult.Failed(phase == AttemptPhase.Upload && IsBeforeSending(fault) ? new AttemptFailure.Unreachable(Words(fault)) : new AttemptFailure.Interrupted(Words(fault)));
        }
        catch (IOException fault)
        {
            return new PostResult.Failed(new AttemptFailure.Interrupted(fault.Message));
        }
    }

    private static HttpRequestMessage Request(PostOrder order)
    {
        var request = OrchestratorHttp.Request(HttpMethod.Post, order.Target);
        request.Content = new ReadOnlyMemoryContent(order.Body) { Headers = { ContentType = new MediaTypeHeaderValue(order.ContentType) } };
        _ = request.Headers.TryAddWithoutValidation(LivepeerHeaders.Payment, order.Payment.Payment);
        _ = request.Headers.TryAddWithoutValidation(LivepeerHeaders.Segment, order.Payment.Segment);
        if (order.Authorization is { } authorization)
        {
            _ = request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return request;
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[Math.Min(limit, ReadBytes)];
        var length = 0;
        while (await body.ReadAsync(bytes.AsMemory(length), cancellationToken) is var read and > 0)
        {
            length += read;
            if (length < bytes.Length)
            {
                continue;
            }

            if (length == limit)
            {
                var more = await body.ReadAsync(new byte[1], cancellationToken);
                return (bytes, more == 0);
            }

            Array.Resize(ref bytes, (int)Math.Min((long)length * 2, limit));
        }

        return (bytes.AsMemory(0, length), true);
    }

    private static bool IsBeforeSending(HttpRequestException fault) => fault.HttpRequestError is
        HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.VersionNegotiationError;

    private static string Words(HttpRequestException fault) => fault.InnerException?.Message ?? fault.Message;
}

/// <summary>What is sent where, and within what limits.</summary>
/// <param name="Target">Full URL.</param>
/// <param name="Payment">Header values.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Authorization">Value of Authorization; null for none.</param>
/// <param name="UploadLimit">Until the headers of the answer.</param>
/// <param name="Limit">Until its end, upload included.</param>
/// <param name="MaxResponseBytes">A longer answer is unusable.</param>
internal sealed record PostOrder(
    Uri Target,
    PaymentHeaders Payment,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    string? Authorization,
    TimeSpan UploadLimit,
    TimeSpan Limit,
    int MaxResponseBytes);

/// <summary>What came back.</summary>
internal abstract record PostResult
{
    private PostResult()
    {
    }

    /// <summary>Status 200.</summary>
    public sealed record Answered(ReadOnlyMemory<byte> Body, string MediaType, TimeSpan Upload, TimeSpan Elapsed) : PostResult;

    /// <summary>Everything else.</summary>
    public sealed record Failed(AttemptFailure Failure) : PostResult;
}
