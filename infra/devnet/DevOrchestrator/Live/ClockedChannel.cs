using System.Globalization;
using System.Text;

namespace DevOrchestrator.Live;

/// <summary>A channel that the orchestrator writes by the clock: segment n begins n periods after the start and is written whole at once.</summary>
/// <param name="time">The clock.</param>
/// <param name="period">Time between two segments.</param>
/// <param name="mimeType">What the segments are.</param>
/// <param name="content">A segment's text by its number.</param>
/// <param name="closed">Cancelled when the stream ends.</param>
internal sealed class ClockedChannel(TimeProvider time, TimeSpan period, string mimeType, Func<int, string> content, CancellationToken closed) : ITrickleChannel
{
    /// <summary>Segments that can still be read. Source: go-livepeer trickle/trickle_server.go.</summary>
    private const int Kept = 5;

    /// <summary>Not in HTTP: the stream exists, the segment does not.</summary>
    private const int StatusNoSegment = 470;

    private readonly DateTimeOffset _start = time.GetUtcNow();

    public int Next => (int)((time.GetUtcNow() - _start) / period) + 1;

    public async Task ReadAsync(HttpContext context, int index)
    {
        var next = Next;
        index = index switch
        {
            -1 => next,
            -2 => next - 1,
            _ => index,
        };
        if (index < 0)
        {
            context.Abort(); // the real one dies here
            return;
        }

        if (index > next || index < next - Kept)
        {
            context.Response.StatusCode = StatusNoSegment;
            TrickleHeaders.SetLatest(context.Response, next);
            TrickleHeaders.SetSequence(context.Response, index);
            await context.Response.WriteAsync("Entry not found", context.RequestAborted);
            return;
        }

        TrickleHeaders.SetSequence(context.Response, index);
        if (!await ReachAsync(index, context.RequestAborted))
        {
            TrickleHeaders.SetLatest(context.Response, Next);
            TrickleHeaders.SetClosed(context.Response);
            return;
        }

        if (index != next)
        {
            TrickleHeaders.SetLatest(context.Response, next);
        }

        context.Response.ContentType = mimeType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(content(index)), context.RequestAborted);
    }

    /// <summary>Nobody but the orchestrator writes here.</summary>
    public Task WriteAsync(HttpContext context, int index)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"segment {index} is the orchestrator's own\n"), context.RequestAborted);
    }

    /// <summary>Waits until a segment begins; false when the stream ends before.</summary>
    private async Task<bool> ReachAsync(int index, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closed, cancellationToken);
        try
        {
            while (_start + (period * index) - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, either.Token);
            }

            return !closed.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            return false;
        }
    }
}
