using System.Buffers;
using System.Globalization;
using System.Net;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Leases;

namespace Livepeer.Orchestrators.Downloads;

/// <summary>Fetches what an orchestrator made, from checked URLs only: known host, checked address, no redirects, no proxy, bounded size and time.</summary>
/// <param name="http">Connections of the pipeline.</param>
/// <param name="time">Deadlines.</param>
public sealed class RenditionDownloads(OrchestratorHttp http, TimeProvider time)
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Fetches one URL.</summary>
    /// <param name="lease">Of the orchestrator that named the URL.</param>
    /// <param name="used">Snapshot of the request that it answered.</param>
    /// <param name="url">The orchestrator's words.</param>
    /// <param name="maxBytes">More is refused, announced or not.</param>
    /// <param name="deadline">For everything, connecting included.</param>
    /// <param name="destination">Gets the bytes; what is in it after a failure is worthless.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<DownloadResult> FetchAsync(
        OrchestratorLease lease,
        LeaseSnapshot used,
        string url,
        long maxBytes,
        TimeSpan deadline,
        IBufferWriter<byte> destination,
        CancellationToken cancellationToken)
    {
        var check = DownloadRules.Check(url, lease.Orchestrator, used, http.IsAllowedHost, out var uri, out var isStorage);
        if (check != DownloadKind.Done)
        {
            var detail = check == DownloadKind.ForeignHost ? $"host {uri!.IdnHost} is not the orchestrator's" : "the URL is not http(s) without a user";
            return new DownloadResult(check, 0, detail);
        }

        var client = isStorage ? http.ForStorage(lease.Orchestrator) : http.ForRenditions(lease.Orchestrator);
        using var limit = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var progress = new Progress();
        try
        {
            return await FetchAsync(client, uri!, maxBytes, destination, progress, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DownloadResult(DownloadKind.TimedOut, progress.Bytes, $"not complete within {deadline.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s");
        }
        catch (HttpRequestException exception) when (exception.InnerException is ForbiddenAddressException forbidden)
        {
            return new DownloadResult(DownloadKind.ForbiddenAddress, progress.Bytes, forbidden.Message);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new DownloadResult(DownloadKind.Unreachable, progress.Bytes, exception.Message);
        }
    }

    private static async Task<DownloadResult> FetchAsync(
        HttpClient client, Uri uri, long maxBytes, IBufferWriter<byte> destination, Progress progress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new DownloadResult(DownloadKind.BadStatus, 0, $"status {(int)response.StatusCode}");
        }

        if (response.Content.Headers.ContentLength > maxBytes)
        {
            return new DownloadResult(DownloadKind.TooLarge, 0, $"{response.Content.Headers.ContentLength} bytes announced, at most {maxBytes} expected");
        }

        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (true)
        {
            var memory = destination.GetMemory(ChunkBytes);
            var read = await body.ReadAsync(memory, cancellationToken);
            if (read == 0)
            {
                return new DownloadResult(DownloadKind.Done, progress.Bytes, "");
            }

            progress.Bytes += read;
            if (progress.Bytes > maxBytes)
            {
                return new DownloadResult(DownloadKind.TooLarge, progress.Bytes, $"more than the {maxBytes} bytes expected");
            }

            destination.Advance(read);
        }
    }

    private sealed class Progress
    {
        public long Bytes { get; set; }
    }
}
