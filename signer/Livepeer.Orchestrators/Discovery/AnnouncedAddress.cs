using Livepeer.Orchestrators.Connections;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Discovery;

/// <summary>
/// Which addresses an orchestrator may announce to callers of the list. Callers connect to them from inside their own networks, so whom the operator does not vouch for names public hosts
/// only, and when listed with TLS, addresses with TLS.
/// </summary>
internal static class AnnouncedAddress
{
    public static bool MayBeTold(Uri address, ListedOrchestrator by) =>
        by.Configured || (PublicHost.Is(address) && (by.Uri.Scheme == Uri.UriSchemeHttp || !IsPlain(address)));

    /// <summary>Of runners, which may be anything: a path, or a name that only the orchestrator knows.</summary>
    public static bool MayBeTold(string url, ListedOrchestrator by) =>
        by.Configured || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || MayBeTold(uri, by);

    private static bool IsPlain(Uri address) => address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeWs;
}
