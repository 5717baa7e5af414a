namespace Livepeer.Orchestrators.Connections;

/// <summary>Bodies of answers whose sender is not trusted to be brief.</summary>
internal static class BoundedBody
{
    private const int FirstBytes = 16 * 1024;

    /// <summary>The whole body, or null when it is larger than allowed; then nothing more of it is read.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > limit)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[FirstBytes];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
            {
                return buffer.AsMemory(0, filled);
            }

            filled += read;
            if (filled > limit)
            {
                return null;
            }

            if (filled == buffer.Length)
            {
                // One byte beyond the limit is room enough to notice that there is more.
                Array.Resize(ref buffer, (int)Math.Min((long)limit + 1, 2L * buffer.Length));
            }
        }
    }
}
