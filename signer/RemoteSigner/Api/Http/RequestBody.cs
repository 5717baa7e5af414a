using System.Buffers;
using System.Globalization;
using Livepeer.Payments.Desk;

namespace RemoteSigner.Api.Http;

/// <summary>Reads a request's body, up to a bound.</summary>
internal static class RequestBody
{
    /// <summary>Above the sum of all bounds of a payment request: 64 KiB of OrchestratorInfo, 16 KiB of capabilities, a few KiB of state, each in base64.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The answer to a larger one.</summary>
    public static HttpReply TooLarge() => HttpReply.Error(RefusalKind.RequestTooLarge, string.Create(CultureInfo.InvariantCulture, $"the request has more than {MaxBytes} bytes"));

    /// <summary>What reads a whole body: the bytes are gone when it returns.</summary>
    public delegate T Reader<T>(ReadOnlySpan<byte> body);

    /// <returns>False when the body is larger than <see cref="MaxBytes"/>; it is not read to its end then.</returns>
    public static async ValueTask<(bool Fits, T Value)> ReadAsync<T>(HttpRequest request, Reader<T> read, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            return (false, default!);
        }

        var body = request.BodyReader;
        while (true)
        {
            var result = await body.ReadAsync(cancellationToken);
            if (result.Buffer.Length > MaxBytes)
            {
                body.AdvanceTo(result.Buffer.End);
                return (false, default!);
            }

            if (result.IsCompleted)
            {
                var value = Read(result.Buffer, read);
                body.AdvanceTo(result.Buffer.End);
                return (true, value);
            }

            body.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

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
