using System.Collections.Frozen;
using System.Text;

namespace RemoteSigner.Seal;

/// <summary>
/// What a webhook's consent is bound to: all headers that it was shown, because nobody else knows by which of them it tells callers apart. Left out are those that
/// differ between the requests of one caller and name nobody.
/// </summary>
internal static class ConsentHeaders
{
    private static readonly FrozenSet<string> NamingNobody = new[]
    {
        "Host", "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect", "Content-Length", "Content-Type", "Date",
        "Traceparent", "Tracestate", "Baggage", "B3", "X-B3-TraceId", "X-B3-SpanId", "X-B3-ParentSpanId", "X-B3-Sampled",
        "X-Request-Id", "X-Correlation-Id", "X-Amzn-Trace-Id", "X-Cloud-Trace-Context", "Cf-Ray",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The headers as one text, the same for the same headers in any order.</summary>
    public static byte[] Text(IHeaderDictionary headers)
    {
        // Neither a name has a colon nor a value a line's end.
        var text = new StringBuilder();
        foreach (var (name, values) in headers.Where(static header => !NamingNobody.Contains(header.Key)).OrderBy(static header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var value in values)
            {
                text.Append(name.ToLowerInvariant()).Append(':').Append(value).Append('\n');
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
