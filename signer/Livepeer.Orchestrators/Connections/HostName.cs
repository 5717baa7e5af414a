using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Livepeer.Orchestrators.Connections;

/// <summary>
/// The host of a URI as it is resolved: in ASCII, internationalised names in their xn-- form. Other forms are refused, because programs disagree on what they mean: some have none in ASCII,
/// and asking for it throws; others are an address of this machine for one reader and a name for the next.
/// </summary>
internal static class HostName
{
    /// <summary>False when there is no host, or one that is not ASCII.</summary>
    public static bool TryRead(Uri uri, [NotNullWhen(true)] out string? host)
    {
        host = uri.Host.Length > 0 && Ascii.IsValid(uri.Host) ? uri.IdnHost : null;
        return host is not null;
    }
}
