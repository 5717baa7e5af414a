using System.Net;

namespace Livepeer.Orchestrators.Connections;

/// <summary>Addresses of a host name or of an address in text form.</summary>
/// <exception cref="System.Net.Sockets.SocketException">The name does not resolve.</exception>
internal delegate ValueTask<IPAddress[]> ResolveAddresses(string host, CancellationToken cancellationToken);

/// <summary>Ways to resolve.</summary>
internal static class Resolvers
{
    /// <summary>The system's.</summary>
    public static ResolveAddresses System { get; } = async (host, cancellationToken) => await Dns.GetHostAddressesAsync(host, cancellationToken);
}
