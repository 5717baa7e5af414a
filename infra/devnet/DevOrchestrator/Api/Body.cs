namespace DevOrchestrator.Api;

/// <summary>Reads whole request bodies.</summary>
internal static class Body
{
    /// <summary>A promised length is believed only so far.</summary>
    private const int MaxFirstAllocation = 4 * 1024 * 1024;

    /// <summary>Null when the body is longer than the limit; it is not read any further then.</summary>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, long maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, MaxFirstAllocation));
        var buffer = new byte[64 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (bytes.Length + count > maxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }
}
