using System.Diagnostics.CodeAnalysis;
using Livepeer.Orchestrators.Connections;

namespace Livepeer.Orchestrators.Sources;

/// <summary>Base URIs of orchestrators: http or https, a host in ASCII, a port, perhaps a path; no user, query or fragment; at most <see cref="MaxLength"/> characters.</summary>
/// <remarks>Source: go-livepeer cmd/livepeer/starter (-orchAddr): without scheme https, without port 8935.</remarks>
public static class OrchestratorUri
{
    /// <summary>Port of orchestrators that name none.</summary>
    public const int DefaultPort = 8935;

    /// <summary>Longest address, characters as written in ASCII: a host name has 253 at most. So short that a list of a thousand stays a small message.</summary>
    public const int MaxLength = 512;

    /// <summary>Reads an address as operators write it: scheme and port may be missing.</summary>
    public static bool TryParseLenient(string text, [NotNullWhen(true)] out Uri? uri)
    {
        var trimmed = text.Trim();
        var withScheme = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : "https://" + trimmed;
        if (!TryParse(withScheme, out uri))
        {
            return false;
        }

        if (!NamesPort(withScheme))
        {
            uri = new UriBuilder(uri) { Port = DefaultPort }.Uri;
        }

        return true;
    }

    /// <summary>Reads a complete address, as orchestrators announce themselves.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? uri)
    {
        uri = null;
        var usable = text.Length <= MaxLength
            && Uri.TryCreate(text, UriKind.Absolute, out uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && HostName.TryRead(uri, out _)
            && uri.AbsoluteUri.Length <= MaxLength
            && uri.UserInfo.Length == 0
            && uri.Query.Length == 0
            && uri.Fragment.Length == 0;
        if (!usable)
        {
            uri = null;
            return false;
        }

        uri = WithoutTrailingSlash(uri!);
        return true;
    }

    /// <summary>The address as callers get it: a path only where there is one.</summary>
    public static string Text(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.AbsoluteUri.TrimEnd('/');
    }

    // Addresses that differ in a slash at the end are one address. Source: go-livepeer server/remote_discovery.go.
    private static Uri WithoutTrailingSlash(Uri uri) => uri.AbsolutePath is [_, .., '/'] ? new Uri(uri.AbsoluteUri.TrimEnd('/')) : uri;

    // Uri forgets whether 443 was written or implied, and for an orchestrator that is a difference.
    private static bool NamesPort(string text)
    {
        var authority = text.AsSpan(text.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = authority.IndexOf('/');
        authority = end < 0 ? authority : authority[..end];
        var afterHost = authority[(authority.LastIndexOf(']') + 1)..];
        return afterHost.Contains(':');
    }
}
