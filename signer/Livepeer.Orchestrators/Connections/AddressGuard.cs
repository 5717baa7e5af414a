using System.Net;
using System.Net.Sockets;
using Livepeer.Orchestrators.Sources;

namespace Livepeer.Orchestrators.Connections;

/// <summary>
/// Opens connections for one orchestrator. The address is judged after the name was resolved and is the one connected to, so a name cannot point
/// elsewhere between check and use. Public addresses are always fine. Others only when the operator vouches for the orchestrator and it lives at
/// an address of the same kind itself, or when the operator named the host.
/// </summary>
internal sealed class AddressGuard(ListedOrchestrator orchestrator, IReadOnlySet<string> allowedHosts, ResolveAddresses resolve, TimeSpan connectTimeout)
{
    // A name with more addresses than this is tried no further.
    private const int MaxAddresses = 8;

    /// <summary>TCP and TLS together.</summary>
    public TimeSpan ConnectTimeout => connectTimeout;

    /// <exception cref="ForbiddenAddressException">No address of the host may be connected to.</exception>
    /// <exception cref="SocketException">The host has no address, or none answers.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var permitted = await PermittedAsync(host, cancellationToken);
        SocketException? last = null;
        foreach (var address in permitted.Take(MaxAddresses))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, context.DnsEndPoint.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException exception)
            {
                socket.Dispose();
                last = exception;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    internal async ValueTask<IReadOnlyList<IPAddress>> PermittedAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(host, cancellationToken);
        var usable = addresses.Where(address => AddressKinds.Of(address) != AddressKind.Unusable).ToArray();
        var permitted = usable.Any(address => AddressKinds.Of(address) != AddressKind.Public)
            ? await OfPermittedKindAsync(host, usable, cancellationToken)
            : usable;
        return permitted.Count > 0 || addresses.Length == 0 ? permitted : throw new ForbiddenAddressException(host);
    }

    private async ValueTask<IReadOnlyList<IPAddress>> OfPermittedKindAsync(string host, IPAddress[] addresses, CancellationToken cancellationToken)
    {
        if (allowedHosts.Contains(host))
        {
            return addresses;
        }

        var kinds = orchestrator.Configured
            ? (await resolve(orchestrator.Uri.IdnHost, cancellationToken)).Select(AddressKinds.Of).Append(AddressKind.Public).ToHashSet()
            : [AddressKind.Public];
        return [.. addresses.Where(address => kinds.Contains(AddressKinds.Of(address)))];
    }
}
