using System.Net;
using System.Net.Sockets;

namespace TestKit.Ports;

/// <summary>
/// A loopback port for a server that is stopped and started again. It is bound here and never listened on, so nobody else is given it while the server is away,
/// and connections to it are refused meanwhile.
/// </summary>
public sealed class HeldPort : IDisposable
{
    private readonly Socket _holder = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public HeldPort() => _holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Number => ((IPEndPoint)_holder.LocalEndPoint!).Port;

    public void Dispose() => _holder.Dispose();
}
