using System.Buffers;

namespace GatewayLite.Payers;

/// <summary>Reads go-livepeer's <c>-remoteSignerHeaders</c>: <c>key:value,key2:value2</c>. A line break divides as a comma does, so a file may have one a line.</summary>
/// <remarks>Source: go-livepeer cmd/livepeer/starter/starter.go: split at commas, then at the first colon, trimmed.</remarks>
internal static class SignerHeaders
{
    private const int Most = 64;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-.^_`|~");

    // What frames a request is not the operator's to say.
    private static readonly HashSet<string> Framing = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Connection", "Content-Length", "Content-Type", "Expect", "Host", "Transfer-Encoding",
    };

    /// <exception cref="FormatException">An entry is no header; the message counts it and never shows it.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(string text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var entry in text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? ("", "") : (entry[..colon].Trim(), entry[(colon + 1)..].Trim());
            var problem = headers.Count == Most ? FormattableString.Invariant($"is one too many: at most {Most} are sent")
                : name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) ? "is no key:value"
                : Framing.Contains(name) ? $"is {name}, which the gateway sets itself"
                : value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? $"is {name} with a value of other characters than printable ASCII"
                : null;
            if (problem is not null)
            {
                throw new FormatException(FormattableString.Invariant($"Entry {headers.Count + 1} of the signer's headers {problem}."));
            }

            headers.Add(new(name, value));
        }

        return headers;
    }
}
