using System.Diagnostics.CodeAnalysis;
using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Leases;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Downloads;

/// <summary>Where an orchestrator's results may come from. Its URLs are its choice, and whatever fetches them could be sent anywhere.</summary>
internal static class DownloadRules
{
    /// <summary>The URL when it may be fetched, with the kind of host it names.</summary>
    public static DownloadKind Check(
        string url, ListedOrchestrator orchestrator, LeaseSnapshot lease, Func<string, bool> isAllowedHost, [NotNullWhen(true)] out Uri? uri, out bool isStorage)
    {
        isStorage = false;
        string? host = null;
        var usable = Uri.TryCreate(url, UriKind.Absolute, out uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && HostName.TryRead(uri, out host)
            && uri.UserInfo.Length == 0;
        if (!usable)
        {
            return DownloadKind.UnusableUrl;
        }

        if (Same(host!, lease.Service.IdnHost) || Same(host!, orchestrator.Uri.IdnHost))
        {
            return DownloadKind.Done;
        }

        isStorage = true;
        var announced = lease.Description.StorageHosts.Any(storage =>
            Uri.TryCreate(storage, UriKind.Absolute, out var store) && HostName.TryRead(store, out var announcedHost) && Same(host!, announcedHost));
        return announced || isAllowedHost(host!) ? DownloadKind.Done : DownloadKind.ForeignHost;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
