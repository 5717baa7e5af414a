namespace DevOrchestrator.Live;

/// <summary>A channel that the gateway writes; the orchestrator counts its segments and drops their bytes.</summary>
internal sealed class SinkChannel(TimeProvider time, CancellationToken closed) : ITrickleChannel
{
    private readonly Lock _gate = new();
    private DateTimeOffset _lastWrite = time.GetUtcNow(); // under _gate
    private int _next; // under _gate

    public int Next
    {
        get
        {
            lock (_gate)
            {
                return _next;
            }
        }
    }

    /// <summary>When a segment last began; the start of the stream before any did.</summary>
    public DateTimeOffset LastWrite
    {
        get
        {
            lock (_gate)
            {
                return _lastWrite;
            }
        }
    }

    /// <summary>Nothing is kept: the answer comes when the stream ends.</summary>
    public async Task ReadAsync(HttpContext context, int index)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(closed, context.RequestAborted);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        TrickleHeaders.SetSequence(context.Response, Math.Max(0, index));
        TrickleHeaders.SetLatest(context.Response, Next);
        TrickleHeaders.SetClosed(context.Response);
    }

    /// <summary>Reads a segment to its end. A request may be opened long before its first byte.</summary>
    public async Task WriteAsync(HttpContext context, int index)
    {
        index = index < 0 ? Next : index;
        var bytes = 0L;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(closed, context.RequestAborted);
            var buffer = new byte[64 * 1024];
            while (await context.Request.Body.ReadAsync(buffer, either.Token) is var count and > 0)
            {
                if (bytes == 0)
                {
                    Begin(index);
                }

                bytes += count;
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // ended below us
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return; // the gateway hung up
        }

        if (bytes == 0)
        {
            Begin(index); // a segment may be empty
            context.Response.Headers.Connection = context.Request.Protocol == HttpProtocol.Http11 ? "close" : default;
        }

        TrickleHeaders.SetSequence(context.Response, index);
        if (closed.IsCancellationRequested)
        {
            TrickleHeaders.SetClosed(context.Response);
        }
    }

    private void Begin(int index)
    {
        lock (_gate)
        {
            _next = index + 1;
            _lastWrite = time.GetUtcNow();
        }
    }
}
