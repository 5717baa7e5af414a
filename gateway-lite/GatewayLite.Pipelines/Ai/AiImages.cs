using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GatewayLite.Pipelines.Dispatch;
using Livepeer.Orchestrators.Downloads;
using Livepeer.Wire.Ai;

namespace GatewayLite.Pipelines.Ai;

/// <summary>Turns an orchestrator's image links into what the client gets. A job is paid by now: a failed download is reported and never repeats the job.</summary>
internal sealed class AiImages(AiOptions options, RenditionDownloads downloads, AiTally tally, TimeProvider time)
{
    private const int Tries = 3;
    private const int NameCharacters = 8;
    private const int FirstBytes = 64 * 1024;
    private const string Pipeline = "text-to-image";
    private const string DataUrlStart = "data:";
    private const string Base64Mark = ";base64,";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <returns>The response for the client with the media in it, or why a result is missing.</returns>
    public async Task<(ImageResponseJson? Response, ImmutableArray<AiMedia> Media, string? Fault)> ConvertAsync(AiWork.Done done, string requestId, CancellationToken cancellationToken)
    {
        if (options.ResultMode == AiResultMode.Passthrough)
        {
            return (done.Images, [], null);
        }

        using var limit = new TimeLimit(options.DownloadTimeout, time, cancellationToken);
        try
        {
            using var budget = new MediaBudget(options.MaxRequestMediaBytes, limit.Token);
            var converted = await ConvertAllAsync(done, requestId, budget);
            if (budget.IsUsedUp)
            {
                return (null, [], FormattableString.Invariant($"The results have more than {options.MaxRequestMediaBytes} bytes together."));
            }

            return converted.FirstOrDefault(static one => one.Fault is not null).Fault is { } fault
                ? (null, [], fault)
                : (done.Images with { Images = [.. converted.Select(static one => one.Image!)] }, [.. converted.Select(static one => one.Media).OfType<AiMedia>()], null);
        }
        catch (OperationCanceledException) when (limit.IsOver)
        {
            return (null, [], FormattableString.Invariant($"A result was not fetched within {options.DownloadTimeout.TotalSeconds} s."));
        }
    }

    private async Task<(MediaJson? Image, AiMedia? Media, string? Fault)[]> ConvertAllAsync(AiWork.Done done, string requestId, MediaBudget budget)
    {
        try
        {
            return await Task.WhenAll(done.Images.Images.Select(image => ConvertAsync(done, image, requestId, budget)));
        }
        catch (OperationCanceledException) when (budget.IsUsedUp)
        {
            return [];
        }
    }

    private async Task<(MediaJson? Image, AiMedia? Media, string? Fault)> ConvertAsync(AiWork.Done done, MediaJson image, string requestId, MediaBudget budget)
    {
        var (bytes, fault) = image.Url.StartsWith(DataUrlStart, StringComparison.OrdinalIgnoreCase) ? Decode(image.Url, budget) : await FetchAsync(done, image.Url, budget);
        if (bytes is not { } data)
        {
            return (null, null, fault);
        }

        if (ImageKind.Of(data.Span) is not { } kind)
        {
            return (null, null, "A result is no PNG, JPEG, GIF or WebP image.");
        }

        if (options.ResultMode == AiResultMode.Inline)
        {
            return (image with { Url = $"{DataUrlStart}{kind.ContentType}{Base64Mark}{Convert.ToBase64String(data.Span)}" }, null, null);
        }

        var path = $"/stream/{requestId}/{RandomNumberGenerator.GetHexString(NameCharacters, lowercase: true)}.{kind.Extension}";
        return (image with { Url = path }, new AiMedia(path, kind.ContentType, data), null);
    }

    private (ReadOnlyMemory<byte>? Bytes, string? Fault) Decode(string url, MediaBudget budget)
    {
        var mark = url.IndexOf(Base64Mark, StringComparison.OrdinalIgnoreCase);
        if (mark < 0)
        {
            return (null, "A result is a data URL of another encoding than base64.");
        }

        var text = Encoding.ASCII.GetBytes(url, mark + Base64Mark.Length, url.Length - mark - Base64Mark.Length);
        return Base64.DecodeFromUtf8InPlace(text, out var length) == OperationStatus.Done && length <= options.MaxMediaBytes && budget.TryTake(length)
            ? (text.AsMemory(0, length), null)
            : (null, "A result is no base64, or larger than allowed.");
    }

    private async Task<(ReadOnlyMemory<byte>? Bytes, string? Fault)> FetchAsync(AiWork.Done done, string url, MediaBudget budget)
    {
        for (var attempt = 1; ; attempt++)
        {
            var started = time.GetTimestamp();
            var bytes = new MediaBudget.Buffer(budget, FirstBytes);
            var result = await downloads.FetchAsync(done.Held.Lease, done.Used, url, options.MaxMediaBytes, options.DownloadTimeout, bytes, budget.Token);
            if (result.Kind == DownloadKind.Done)
            {
                tally.Downloaded(Pipeline, time.GetElapsedTime(started), bytes.Written.Length);
                return (bytes.Written, null);
            }

            if (attempt == Tries || result.Kind is not (DownloadKind.BadStatus or DownloadKind.Unreachable))
            {
                return (null, $"A result cannot be fetched: {result.Detail}.");
            }

            await Task.Delay(Pause, time, budget.Token);
        }
    }
}
