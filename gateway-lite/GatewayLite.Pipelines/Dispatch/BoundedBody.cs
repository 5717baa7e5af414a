namespace GatewayLite.Pipelines.Dispatch;

/// <summary>Reads a body up to a limit; the memory grows with what really comes, not with what was announced.</summary>
internal static class BoundedBody
{
    private const int FirstBytes = 16 * 1024;

    /// <returns>The bytes, or null when there are more than the limit.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, long? announced, int limit, CancellationToken cancellationToken)
    {
        if (announced > limit)
        {
            return null;
        }

        var buffer = new byte[Math.Min(FirstBytes, limit + 1)];
        var length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            if (length > limit)
            {
                return null;
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min((long)length * 2, (long)limit + 1));
            }
        }
    }
}
