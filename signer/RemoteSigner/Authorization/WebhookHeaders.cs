using System.Buffers;

namespace RemoteSigner.Authorization;

/// <summary>Headers for a webhook: <c>name:value,name2:value2</c>. A value has no comma.</summary>
/// <remarks>Source: go-livepeer cmd/livepeer/starter, -remoteSignerWebhookHeaders.</remarks>
internal static class WebhookHeaders
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="FormatException">A part is no header. The message names its place, never its text: it may be a secret.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> Parse(string text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? string.Empty : part[..colon].Trim();
            var value = colon < 0 ? string.Empty : part[(colon + 1)..].Trim();
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) || value.Any(char.IsControl))
            {
                throw new FormatException($"The headers of a webhook are wrong in part {headers.Count + 1}: expected name:value, divided by commas.");
            }

            headers.Add(new(name, value));
        }

        return headers;
    }
}
