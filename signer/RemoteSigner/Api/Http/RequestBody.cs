using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Http;

/// <summary>Reads a request's body, up to a bound of bytes and of time.</summary>
internal sealed class RequestBody(TimeProvider time)
{
    /// <summary>
    /// Above the sum of all bounds of a payment request: 64 KiB of OrchestratorInfo, 16 KiB of capabilities, a few KiB of state, each in base64. A BYOC job has at most
    /// 64 KiB of texts, which JSON escapes.
    /// </summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>A real body is there with its headers; whoever sends a few bytes a second only keeps a place.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What reads a whole body: the bytes are gone when it returns.</summary>
    public delegate T Reader<T>(ReadOnlySpan<byte> body);

    /// <returns>What was read, or the answer instead: the body is larger than <see cref="MaxBytes"/>, or did not come in time. It is not read to its end then.</returns>
    public async ValueTask<(HttpReply? Instead, T Value)> ReadAsync<T>(HttpContext context, Reader<T> read)
    {
        if (context.Request.ContentLength > MaxBytes)
        {
            return (TooLarge(), default!);
        }

        // A read that a token cancels leaves Kestrel's reader unusable; this one does not.
        var body = context.Request.BodyReader;
        using var patience = new CancellationTokenSource(Patience, time);
        await using var end = patience.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        var (instead, value) = await ReadAsync(body, read, context.RequestAborted);
        if (instead is not null)
        {
            // The rest of it is not waited for either.
            context.Response.Headers.Connection = "close";
        }

        return (instead, value);
    }

    private static async ValueTask<(HttpReply? Instead, T Value)> ReadAsync<T>(PipeReader body, Reader<T> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            var instead = result.Buffer.Length > MaxBytes ? TooLarge() : result.IsCanceled ? TooSlow() : null;
            if (instead is not null)
            {
                body.AdvanceTo(result.Buffer.End);
                return (instead, default!);
            }

            if (result.IsCompleted)
            {
                var value = Read(result.Buffer, read);
                body.AdvanceTo(result.Buffer.End);
                return (null, value);
            }

            body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static HttpReply TooLarge() => HttpReply.Error(RefusalKind.RequestTooLarge, string.Create(CultureInfo.InvariantCulture, $"the request has more than {MaxBytes} bytes"));

    private static HttpReply TooSlow() => HttpReply.Error(
        RefusalKind.RequestTooSlow, string.Create(CultureInfo.InvariantCulture, $"the request's body did not come within {Patience.TotalSeconds:0} s"));

    private static T Read<T>(ReadOnlySequence<byte> body, Reader<T> read)
    {
        if (body.IsSingleSegment)
        {
            return read(body.FirstSpan);
        }

        var length = (int)body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(rented);
            return read(rented.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
