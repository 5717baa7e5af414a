using System.Net;
using System.Net.Sockets;

namespace Livepeer.Orchestrators.Connections;

/// <summary>Which part of the world an IP address is in.</summary>
internal enum AddressKind
{
    /// <summary>Reserved, multicast, unspecified, broadcast: never connected to.</summary>
    Unusable,

    /// <summary>Reachable from anywhere.</summary>
    Public,

    /// <summary>Private networks, carrier networks, unique local addresses.</summary>
    Private,

    /// <summary>This machine.</summary>
    Loopback,

    /// <summary>This link, where clouds answer questions about credentials.</summary>
    LinkLocal,
}

internal static class AddressKinds
{
    // Source: IANA special-purpose address registries (RFC 6890 and updates).
    private static readonly (IPNetwork Network, AddressKind Kind)[] Special =
    [
        (IPNetwork.Parse("127.0.0.0/8"), AddressKind.Loopback),
        (IPNetwork.Parse("169.254.0.0/16"), AddressKind.LinkLocal),
        (IPNetwork.Parse("10.0.0.0/8"), AddressKind.Private),
        (IPNetwork.Parse("172.16.0.0/12"), AddressKind.Private),
        (IPNetwork.Parse("192.168.0.0/16"), AddressKind.Private),
        (IPNetwork.Parse("100.64.0.0/10"), AddressKind.Private),
        (IPNetwork.Parse("198.18.0.0/15"), AddressKind.Private),
        (IPNetwork.Parse("0.0.0.0/8"), AddressKind.Unusable),
        (IPNetwork.Parse("192.0.0.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("192.0.2.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("198.51.100.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("203.0.113.0/24"), AddressKind.Unusable),
        (IPNetwork.Parse("224.0.0.0/4"), AddressKind.Unusable),
        (IPNetwork.Parse("240.0.0.0/4"), AddressKind.Unusable),
        (IPNetwork.Parse("::1/128"), AddressKind.Loopback),
        (IPNetwork.Parse("fe80::/10"), AddressKind.LinkLocal),
        (IPNetwork.Parse("fc00::/7"), AddressKind.Private),
        (IPNetwork.Parse("fec0::/10"), AddressKind.Private),
    ];

    // Everything else of IPv6 that is in use today; addresses that wrap an IPv4 address are unwrapped first.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");
    private static readonly IPNetwork Documentation = IPNetwork.Parse("2001:db8::/32");

    public static AddressKind Of(IPAddress address)
    {
        var plain = Unwrapped(address);
        foreach (var (network, kind) in Special)
        {
            if (network.Contains(plain))
            {
                return kind;
            }
        }

        var usable = plain.AddressFamily == AddressFamily.InterNetwork || (GlobalUnicast.Contains(plain) && !Documentation.Contains(plain));
        return usable ? AddressKind.Public : AddressKind.Unusable;
    }

    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return SixToFour.Contains(address) ? new IPAddress(bytes.AsSpan(2, 4)) : address;
    }
}
