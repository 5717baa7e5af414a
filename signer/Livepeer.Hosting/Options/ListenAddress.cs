using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Livepeer.Hosting.Options;

/// <summary>Where a listener binds: an IP address, or <c>localhost</c>, and a port; port 0 lets the system choose.</summary>
public sealed record ListenAddress(IPAddress Host, int Port)
{
    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Host);

    /// <summary>Reads <c>host:port</c>; <c>:port</c> binds to every interface, as in go-livepeer.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            return false;
        }

        var host = text[..colon];
        var parsed = host switch
        {
            "" => IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            _ => IPAddress.TryParse(host, out var ip) ? ip : null,
        };
        address = parsed is null ? null : new ListenAddress(parsed, port);
        return address is not null;
    }

    /// <summary><c>host:port</c>, an IPv6 host in brackets.</summary>
    public override string ToString() => new IPEndPoint(Host, Port).ToString();
}
